using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Secrets;

/// <summary>
/// Lifts secrets out of values: by the variable they came from, by the name of the attribute, by their position in a URL or a
/// command, by their shape. One instance per platform; the secrets found are collected.
/// </summary>
internal sealed class SecretFinder(Intent intent, Findings findings)
{
    private sealed class Found
    {
        public required SecretKind Kind { get; init; }
        public required SecretEvidence Evidence { get; init; }
        public string? Origin { get; init; }
        public string? Value { get; set; }
        public SortedSet<ServiceKey> Users { get; } = [];
        public SourceSpan At { get; init; }
    }

    private readonly SortedDictionary<string, Found> secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Project, string Value), string> literals = [];

    public EquatableArray<PlatformSecret> Collected() => secrets.Select(static s => new PlatformSecret
    {
        Name = new(s.Key),
        Kind = s.Value.Kind,
        Evidence = s.Value.Evidence,
        Origin = s.Value.Origin,
        Value = s.Value.Value is { Length: > 0 } value ? new SensitiveValue(value) : null,
        Users = s.Value.Users.ToEquatableArray(),
        At = s.Value.At,
    }).ToEquatableArray();

    /// <param name="key">The name of the variable or option whose value this is; "" for none.</param>
    public SecretText Read(ScalarNode scalar, string key, ServiceKey service, bool secretKey = false)
    {
        if (scalar.Text.Length == 0 && scalar.Parts.IsEmpty)
            return default;
        var named = secretKey || key.Length > 0 && IsSecretName(key);
        var pieces = new List<TextPiece>();
        if (scalar.Parts.IsEmpty)
            Literal(scalar.Text, key, named, service, scalar.Span, pieces);
        else
            for (var i = 0; i < scalar.Parts.Count; i++)
                Part(scalar, i, key, named, service, pieces);
        return new(Join(pieces));
    }

    public SecretName Declare(string name, SecretKind kind, string? origin, string? value, ServiceKey user, SourceSpan at) =>
        Keep(name, kind, SecretEvidence.Declared, origin, value, user, at);

    /// <summary>A configuration file: <c>key: value</c> and <c>key=value</c> lines whose key says secret, URLs, and shapes.</summary>
    public SecretText ReadFile(string text, SourceSpan at, ServiceKey service)
    {
        var pieces = new List<TextPiece>();
        var line = at.Line;
        for (var start = 0; start < text.Length; line++)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            Line(text[start..end], at with { Line = line }, service, pieces);
            start = end;
        }
        return new(Join(pieces));
    }

    private void Line(string line, SourceSpan at, ServiceKey service, List<TextPiece> pieces)
    {
        var body = line.AsSpan().Trim();
        var split = body.IndexOfAny(':', '=');
        if (split > 0 && !body.StartsWith("#") && !body.StartsWith("//") && !body.StartsWith("--"))
        {
            var key = body[..split].Trim().Trim("\"'- ").ToString();
            var value = body[(split + 1)..].Trim().TrimEnd(",;").Trim("\"'");
            if (key.Length is > 0 and < 60 && !key.Contains(' ') && IsSecretName(key) && value.Length > 3 && !SecretNames.IsHarmless(value.ToString())
                && !value.StartsWith("$") && !value.StartsWith("{") && !value.StartsWith("<") && !value.StartsWith("[") && !value.Contains("://", StringComparison.Ordinal) && !value.Contains(' '))
            {
                var secret = value.ToString();
                var place = line.LastIndexOf(secret, StringComparison.Ordinal);
                pieces.Add(new TextPiece.Literal(line[..place]));
                pieces.Add(new TextPiece.Secret(KeepLiteral(secret, key, SecretEvidence.Name, service, at)));
                pieces.Add(new TextPiece.Literal(line[(place + secret.Length)..]));
                return;
            }
        }
        Literal(line, "", false, service, at, pieces);
    }

    private bool IsSecretName(string name)
    {
        foreach (var pattern in intent.Secrets.Never)
            if (Patterns.Matches(pattern, name))
                return false;
        foreach (var pattern in intent.Secrets.Always)
            if (Patterns.Matches(pattern, name))
                return true;
        return SecretNames.IsSecret(name);
    }

    private void Part(ScalarNode scalar, int index, string key, bool named, ServiceKey service, List<TextPiece> pieces)
    {
        if (scalar.Parts[index] is not TextPart.Variable variable)
        {
            var text = scalar.Parts[index].Resolved;
            Literal(text, named && scalar.Parts.Count > 1 ? "" : key, named && scalar.Parts.Count == 1, service, scalar.Span, pieces);
            return;
        }
        var whole = scalar.Parts.Count == 1;
        var before = index > 0 ? scalar.Parts[index - 1].Resolved : "";
        var after = index + 1 < scalar.Parts.Count ? scalar.Parts[index + 1].Resolved : "";
        var positioned = after.StartsWith('@') && before.LastIndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && before.LastIndexOf(':') > scheme
            || PasswordFlag(before);
        if (IsSecretName(variable.Name) || positioned || named && whole && !SecretNames.IsHarmless(variable.Value))
            pieces.Add(new TextPiece.Secret(Keep(variable.Name, KindOf(variable.Name), positioned ? SecretEvidence.Position : SecretEvidence.Name,
                variable.Name, variable.Value, service, scalar.Span)));
        else if (variable.Value.Length > 0)
            Literal(variable.Value, "", false, service, scalar.Span, pieces);
    }

    private static bool PasswordFlag(string before)
    {
        var text = before.TrimEnd('"', '\'');
        return text.EndsWith("--requirepass ", StringComparison.Ordinal) || text.EndsWith("--password=", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith("--password ", StringComparison.OrdinalIgnoreCase) || text.EndsWith("password=", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith("redis-cli -a ", StringComparison.Ordinal) || text.EndsWith("Bearer ", StringComparison.Ordinal);
    }

    private void Literal(string text, string key, bool named, ServiceKey service, SourceSpan at, List<TextPiece> pieces)
    {
        if (text.Length == 0)
            return;
        if ((named && !SecretNames.IsHarmless(text) && !text.Contains("://", StringComparison.Ordinal)) || SecretNames.HasShape(text))
        {
            pieces.Add(new TextPiece.Secret(KeepLiteral(text, key, named ? SecretEvidence.Name : SecretEvidence.Shape, service, at)));
            return;
        }
        // scheme://user:password@host
        var start = 0;
        while (text.IndexOf("://", start, StringComparison.Ordinal) is >= 0 and var scheme)
        {
            var rest = text.AsSpan(scheme + 3);
            var end = rest.IndexOfAny("/ ?#,\"'");
            var authority = end < 0 ? rest : rest[..end];
            var (colon, host) = (authority.IndexOf(':'), authority.LastIndexOf('@'));
            if (colon >= 0 && host > colon + 1)
            {
                var passwordAt = scheme + 3 + colon + 1;
                var password = text.Substring(passwordAt, host - colon - 1);
                pieces.Add(new TextPiece.Literal(text[start..passwordAt]));
                pieces.Add(new TextPiece.Secret(KeepLiteral(password, key.Length == 0 ? "URL" : key, SecretEvidence.Position, service, at)));
                start = scheme + 3 + host;
                continue;
            }
            pieces.Add(new TextPiece.Literal(text[start..(scheme + 3)]));
            start = scheme + 3;
        }
        if (start < text.Length)
            pieces.Add(new TextPiece.Literal(text[start..]));
    }

    private SecretName KeepLiteral(string value, string key, SecretEvidence evidence, ServiceKey service, SourceSpan at)
    {
        findings.Add(UnderstandingDiagnostics.LiteralSecret(at, service, key.Length == 0 ? "a value" : key));
        if (!literals.TryGetValue((service.Project, value), out var name))
            literals[(service.Project, value)] = name = Unique($"{service.Service}_{(key.Length == 0 ? "SECRET" : key)}");
        return Keep(name, KindOf(key), evidence, null, value, service, at);
    }

    private string Unique(string wanted)
    {
        var name = string.Concat(wanted.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        var candidate = name;
        for (var i = 2; secrets.ContainsKey(candidate); i++)
            candidate = $"{name}_{i}";
        return candidate;
    }

    private SecretName Keep(string name, SecretKind kind, SecretEvidence evidence, string? origin, string? value, ServiceKey user, SourceSpan at)
    {
        if (secrets.TryGetValue(name, out var known) && known.Value is { Length: > 0 } old && value is { Length: > 0 } && old != value)
            name = $"{user.Project}_{name}".ToUpperInvariant().Replace('-', '_');
        if (!secrets.TryGetValue(name, out known))
            secrets[name] = known = new Found { Kind = kind, Evidence = evidence, Origin = origin, At = at };
        if (string.IsNullOrEmpty(known.Value))
            known.Value = value;
        known.Users.Add(user);
        return new(name);
    }

    private static SecretKind KindOf(string name)
    {
        var upper = name.ToUpperInvariant();
        return upper.Contains("PASS", StringComparison.Ordinal) || upper.Contains("PWD", StringComparison.Ordinal) ? SecretKind.Password
            : upper.Contains("TOKEN", StringComparison.Ordinal) ? SecretKind.Token
            : upper.Contains("PRIVATE_KEY", StringComparison.Ordinal) ? SecretKind.PrivateKey
            : upper.Contains("KEY", StringComparison.Ordinal) ? SecretKind.ApiKey
            : upper.Contains("DSN", StringComparison.Ordinal) || upper.Contains("URL", StringComparison.Ordinal) ? SecretKind.ConnectionString
            : SecretKind.Other;
    }

    private static EquatableArray<TextPiece> Join(List<TextPiece> pieces)
    {
        var joined = new List<TextPiece>(pieces.Count);
        foreach (var piece in pieces)
            if (piece is TextPiece.Literal next && joined is [.., TextPiece.Literal last])
                joined[^1] = new TextPiece.Literal(last.Text + next.Text);
            else
                joined.Add(piece);
        return joined.ToEquatableArray();
    }
}
