using System.Buffers;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding.Secrets;

/// <summary>The secrets of a platform as they are found: one per variable, and one per value that stood in a project's files.</summary>
internal sealed class SecretRegistry
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
    private readonly Dictionary<(string Project, string Value), SecretName> literals = [];
    private readonly Dictionary<(string Project, string Variable), SecretName> variables = [];
    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> ordinary = new(StringComparer.Ordinal);

    /// <summary>Values of a project that are worth looking for in its other texts.</summary>
    public sealed class Known
    {
        private readonly SortedDictionary<string, SecretName> values = new(StringComparer.Ordinal);
        private SearchValues<string>? search;

        public void Add(string value, SecretName name)
        {
            if (values.TryAdd(value, name))
                search = null;
        }

        public bool IsEmpty => values.Count == 0;

        /// <summary>The first known value in the text, the longest of those that begin there.</summary>
        public (int At, int Length, SecretName Name)? First(ReadOnlySpan<char> text)
        {
            search ??= SearchValues.Create([.. values.Keys], StringComparison.Ordinal);
            for (var from = 0; from < text.Length && text[from..].IndexOfAny(search) is >= 0 and var at;)
            {
                var start = from + at;
                (int, int, SecretName)? best = null;
                var longest = 0;
                foreach (var (value, name) in values)
                    if (value.Length > longest && text[start..].StartsWith(value, StringComparison.Ordinal) && Stands(text, start, value.Length))
                        (best, longest) = ((start, value.Length, name), value.Length);
                if (best is not null)
                    return best;
                from = start + 1;
            }
            return null;
        }

        private static bool Stands(ReadOnlySpan<char> text, int start, int length) =>
            (start == 0 || !char.IsAsciiLetterOrDigit(text[start - 1])) && (start + length == text.Length || !char.IsAsciiLetterOrDigit(text[start + length]));
    }

    /// <summary>Names of services and projects: a password that equals one is not looked for elsewhere.</summary>
    public void Ordinary(string name) => ordinary.Add(name);

    public Known? KnownIn(string project) => known.TryGetValue(project, out var values) && !values.IsEmpty ? values : null;

    public SecretName? LiteralOf(string project, string value) => literals.TryGetValue((project, value), out var name) ? name : null;

    /// <summary>The secret that a variable holds: the same name everywhere, unless projects give it different values.</summary>
    public SecretName Variable(string variable, string? value, SecretKind kind, SecretEvidence evidence, ServiceKey user, SourceSpan at, bool used = true)
    {
        if (string.IsNullOrEmpty(value))
            value = null;
        if (!variables.TryGetValue((user.Project, variable), out var name))
        {
            var plain = SecretNames.Legal(variable) is var legal && char.IsAsciiLetterLower(variable[0]) ? variable : legal;
            if (secrets.TryGetValue(plain, out var other) && (other.Origin != variable || other.Value is not null && value is not null && other.Value != value))
                plain = Unique(SecretNames.Legal($"{user.Project}_{variable}"));
            variables[(user.Project, variable)] = name = new(plain);
        }
        Keep(name, kind, evidence, variable, value, user, at, used);
        return name;
    }

    /// <summary>A secret that stood in a file. <paramref name="isNew"/>: it was not known in this project.</summary>
    public SecretName Literal(string value, string wanted, SecretKind kind, SecretEvidence evidence, ServiceKey user, SourceSpan at, out bool isNew, bool used = true)
    {
        isNew = !literals.TryGetValue((user.Project, value), out var name);
        if (isNew)
            literals[(user.Project, value)] = name = new(Unique(SecretNames.Legal(wanted)));
        Keep(name, kind, evidence, null, value, user, at, used);
        return name;
    }

    public SecretName Declared(string wanted, SecretKind kind, string? origin, string? value, ServiceKey user, SourceSpan at)
    {
        var name = SecretNames.Legal(wanted);
        if (secrets.TryGetValue(name, out var other) && (other.Origin != origin || other.Value != value))
            name = Unique(SecretNames.Legal($"{user.Project}_{wanted}"));
        Keep(new(name), kind, SecretEvidence.Declared, origin, value, user, at, true);
        return new(name);
    }

    public void Use(SecretName name, ServiceKey user)
    {
        if (secrets.TryGetValue(name.Value, out var found))
            found.Users.Add(user);
    }

    public EquatableArray<PlatformSecret> Collected()
    {
        var all = new List<PlatformSecret>(secrets.Count);
        foreach (var (name, found) in secrets)
            if (found.Users.Count > 0)
                all.Add(new PlatformSecret
                {
                    Name = new(name),
                    Kind = found.Kind,
                    Evidence = found.Evidence,
                    Origin = found.Origin,
                    Value = found.Value is { Length: > 0 } value ? new SensitiveValue(value) : null,
                    Users = found.Users.ToEquatableArray(),
                    At = found.At,
                });
        return all.ToEquatableArray();
    }

    private string Unique(string name)
    {
        var candidate = name;
        for (var i = 2; secrets.ContainsKey(candidate); i++)
            candidate = $"{name}_{i}";
        return candidate;
    }

    private void Keep(SecretName name, SecretKind kind, SecretEvidence evidence, string? origin, string? value, ServiceKey user, SourceSpan at, bool used)
    {
        if (!secrets.TryGetValue(name.Value, out var found))
            secrets[name.Value] = found = new Found { Kind = kind, Evidence = evidence, Origin = origin, At = at };
        found.Value ??= value;
        if (used)
            found.Users.Add(user);
        if (value is null || !SecretShapes.IsSearchable(value) || ordinary.Contains(value))
            return;
        if (!known.TryGetValue(user.Project, out var values))
            known[user.Project] = values = new();
        values.Add(value, name);
    }
}
