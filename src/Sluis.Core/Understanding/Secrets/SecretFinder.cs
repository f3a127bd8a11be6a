using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.Compose.Loading;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding.Secrets;

/// <summary>
/// Lifts secrets out of values: by the variable they came from, by name, position, shape and entropy, by the catalogue and by
/// <c>sluis.yaml</c>. One instance per platform.
/// </summary>
internal sealed class SecretFinder(Intent intent, Findings findings)
{
    /// <summary>Stands for a variable without a value while positions are looked for; from Unicode's private use area.</summary>
    private const char Unset = '\uE000';

    private readonly SecretRegistry registry = new();
    private readonly List<SecretRange> ranges = [];
    private readonly List<TextPart> flat = [];

    public EquatableArray<PlatformSecret> Collected() => registry.Collected();

    /// <param name="key">The name of the variable or option whose value this is; "" for a command or the like.</param>
    /// <param name="secretKey">Something else than the name says that the whole value is one: the catalogue, the option before it.</param>
    public SecretText Read(ScalarNode scalar, string key, ServiceKey service, bool secretKey = false) =>
        Lift(scalar, key, service, key.Length == 0 ? TextUse.Command : TextUse.Value, secretKey);

    /// <summary>A configuration file. In a program only what cannot be anything else counts.</summary>
    public SecretText ReadFile(string text, SourceSpan at, ServiceKey service) => LiftText(text, "", service, at, UseOf(at.File));

    public SecretName Declare(string name, SecretKind kind, string? origin, string? value, ServiceKey user, SourceSpan at) =>
        registry.Declared(name, kind, origin, value, user, at);

    private static TextUse UseOf(string file)
    {
        foreach (var ending in (ReadOnlySpan<string>)[".py", ".js", ".mjs", ".ts", ".go", ".php", ".rb", ".java", ".lua", ".html", ".css", ".md", ".json5", ".groovy", ".cs"])
            if (file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return TextUse.Code;
        return TextUse.File;
    }

    /// <summary>
    /// First pass: what names say, so that a password inside a URL is known by its own variable whatever the order of services.
    /// </summary>
    public void Learn(ComposeProject project)
    {
        registry.Ordinary(project.Name);
        foreach (var (service, _) in project.Services)
            registry.Ordinary(service);
        foreach (var (service, node) in project.Services)
        {
            if (node["environment"] is not MapNode environment)
                continue;
            var key = new ServiceKey(project.Name, service);
            foreach (var (name, _, value) in environment.Entries)
                if (value is ScalarNode { Kind: not ScalarKind.Null, Parts.IsEmpty: true } scalar && scalar.Text.Length > 0
                    && Rules(name, key) != Ruling.Never && (SecretNames.IsSecret(name) || Rules(name, key) == Ruling.Always) && IsWhole(name, Nodes.Plain(scalar), composed: false))
                    registry.Literal(Nodes.Plain(scalar), Wanted(key, name, ""), SecretNames.Kind(name), SecretEvidence.Name, key, scalar.Span, out _, used: false);
        }
    }

    /// <param name="key">The name of the variable, label or option whose value this is; "" for none.</param>
    /// <param name="catalogued">The image catalogue says that this variable is a secret.</param>
    public SecretText Lift(ScalarNode scalar, string key, ServiceKey service, TextUse use = TextUse.Value, bool catalogued = false)
    {
        if (scalar.Kind == ScalarKind.Null)
            return default;
        if (scalar.Parts.IsEmpty)
            return LiftText(Nodes.Plain(scalar), key, service, scalar.Span, use, catalogued);
        flat.Clear();
        Flatten(scalar.Parts, service);
        return Lift(flat, key, service, scalar.Span, use, catalogued, "", default);
    }

    public SecretText LiftText(string text, string key, ServiceKey service, SourceSpan at, TextUse use, bool catalogued = false)
    {
        if (text.Length == 0)
            return default;
        flat.Clear();
        flat.Add(new TextPart.Literal(text));
        return Lift(flat, key, service, at, use, catalogued, "", default);
    }

    /// <summary>The words of a command: an option names what the next word is.</summary>
    public EquatableArray<SecretText> ReadWords(IReadOnlyList<ScalarNode> words, ServiceKey service)
    {
        var programs = CommandLine.Programs.None;
        foreach (var word in words)
            programs |= CommandLine.ProgramsOf(word.Text);
        var lifted = new SecretText[words.Count];
        var before = "";
        for (var i = 0; i < lifted.Length; i++)
        {
            flat.Clear();
            if (words[i].Parts.IsEmpty)
                flat.Add(new TextPart.Literal(Nodes.Plain(words[i])));
            else
                Flatten(words[i].Parts, service);
            if (flat is not [{ Resolved.Length: 0 }] || words[i].Parts.Count > 0)
                lifted[i] = Lift(flat, "", service, words[i].Span, TextUse.Command, false, before, programs);
            before = words[i].Text;
        }
        return EquatableArray.Create<SecretText>(lifted);
    }

    /// <summary>An alternative that took effect, or a default with references of its own, is its pieces.</summary>
    private void Flatten(EquatableArray<TextPart> parts, ServiceKey service)
    {
        foreach (var part in parts)
            if (part is TextPart.Variable { Operand.IsEmpty: false } variable && variable.Value.Length > 0 && !variable.FromEnvironment
                && (variable.Operator is ":+" or "+" || !IsSecretName(variable.Name, service)) && Same(variable))
                Flatten(variable.Operand, service);
            else if (part is TextPart.Variable { Operator: ":+" or "+" } chosen && chosen.Value.Length > 0 && Same(chosen))
                Flatten(chosen.Operand, service);
            else
                flat.Add(part);
    }

    private static bool Same(TextPart.Variable variable)
    {
        var rest = variable.Value.AsSpan();
        foreach (var part in variable.Operand)
        {
            if (!rest.StartsWith(part.Resolved, StringComparison.Ordinal))
                return false;
            rest = rest[part.Resolved.Length..];
        }
        return rest.IsEmpty;
    }

    private SecretText Lift(List<TextPart> parts, string key, ServiceKey service, SourceSpan at, TextUse use, bool catalogued, string flag, CommandLine.Programs programs)
    {
        var text = parts.Count == 1 ? parts[0].Resolved : string.Concat(parts.Select(static p => p.Resolved.Length == 0 ? "\uE000" : p.Resolved));
        if (text.Length == 0)
            text = "\uE000";
        var ruling = key.Length > 0 ? Rules(key, service) : Ruling.None;
        if (ruling == Ruling.Never)
            return SecretText.Of(text.Replace("\uE000", "", StringComparison.Ordinal));
        ranges.Clear();
        var variable = parts.Count == 1 ? parts[0] as TextPart.Variable : null;
        var named = key.Length > 0 && use == TextUse.Value && SecretNames.IsSecret(key);
        if (ruling == Ruling.Always)
            ranges.Add(new(0, text.Length, "", SecretEvidence.Intent));
        else if (named && IsWhole(key, text, Composed(parts, service)))
            ranges.Add(new(0, text.Length, "", SecretEvidence.Name));
        else if (catalogued && !SecretShapes.IsHarmless(text, strongName: true))
            ranges.Add(new(0, text.Length, "", SecretEvidence.Catalogue));
        else if (variable is { Value.Length: 0 } && SecretNames.IsConnection(key.Length == 0 ? variable.Name : key))
            ranges.Add(new(0, text.Length, "", SecretEvidence.Name));
        else
        {
            if (flag.Length > 0 || programs != 0)
                if (CommandLine.Secret(flag, text, programs) is { } option && (!IsDsn(flag) || IsWhole(flag, text, Composed(parts, service))))
                    ranges.Add(option);
            SecretPositions.Find(text, use, ranges);
            Variables(parts, service);
            if (ranges.Count == 0 && use == TextUse.Value && key.Length > 0 && SecretShapes.IsRandom(text) && !SecretShapes.ExcusesEntropy(key))
                ranges.Add(new(0, text.Length, "", SecretEvidence.Entropy));
        }
        if (ranges.Count > 1)
            ranges.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        return Cut(parts, key, service, at, use is TextUse.File or TextUse.Code);
    }

    /// <summary>Variables that are secrets by their own name, wherever they stand.</summary>
    private void Variables(List<TextPart> parts, ServiceKey service)
    {
        var start = 0;
        foreach (var part in parts)
        {
            var length = Math.Max(part.Resolved.Length, 1);
            if (part is TextPart.Variable variable && IsSecretName(variable.Name, service)
                && (variable.Value.Length == 0 || !SecretShapes.IsHarmless(variable.Value, SecretNames.IsStrong(variable.Name))))
                ranges.Add(new(start, start + length, "", SecretEvidence.Name));
            start += length;
        }
    }

    /// <param name="isFile">The text is a whole file: its lines count from <paramref name="at"/>.</param>
    private SecretText Cut(List<TextPart> parts, string key, ServiceKey service, SourceSpan at, bool isFile)
    {
        var pieces = new List<TextPiece>(parts.Count + 2 * ranges.Count);
        var start = 0;
        foreach (var part in parts)
        {
            var text = part.Resolved;
            var end = start + Math.Max(text.Length, 1);
            if (part is TextPart.Variable variable)
            {
                if (Overlap(start, end) is { } range)
                {
                    var name = registry.Variable(variable.Name, variable.Value, SecretNames.Kind(variable.Name), range.Evidence, service, at);
                    if (!variable.FromEnvironment && variable.Value.Length > 0)
                        findings.Add(UnderstandingDiagnostics.LiteralSecret(at, service, $"the default of {variable.Name}"));
                    pieces.Add(new TextPiece.Secret(name));
                }
                else
                    Plain(pieces, text, service);
            }
            else
            {
                var position = start;
                foreach (var range in ranges)
                {
                    var (from, to) = (Math.Max(range.Start, position), Math.Min(range.End, start + text.Length));
                    // A literal beside a variable inside one secret stays text when it is no secret by itself.
                    if (from >= to || (range.Start < start || range.End > start + text.Length) && !SecretShapes.IsSearchable(text[(from - start)..(to - start)]))
                        continue;
                    Plain(pieces, text[(position - start)..(from - start)], service);
                    var place = isFile ? at with { Line = at.Line + text.AsSpan(0, from - start).Count('\n') } : at;
                    pieces.Add(new TextPiece.Secret(Literal(text[(from - start)..(to - start)], key, range, service, place)));
                    position = to;
                }
                Plain(pieces, text[(position - start)..], service);
            }
            start = end;
        }
        return new(Joined(pieces));
    }

    private SecretRange? Overlap(int start, int end)
    {
        foreach (var range in ranges)
            if (range.Start < end && range.End > start)
                return range;
        return null;
    }

    private SecretName Literal(string value, string key, SecretRange range, ServiceKey service, SourceSpan at)
    {
        var wanted = Wanted(service, key, range.Hint);
        var name = registry.Literal(value, wanted, SecretNames.Kind(range.Hint.Length > 0 ? range.Hint : key), range.Evidence, service, at, out _);
        findings.Add(UnderstandingDiagnostics.LiteralSecret(at, service, key.Length > 0 ? key : range.Hint.Length > 0 ? range.Hint : "a value"));
        return name;
    }

    private static string Wanted(ServiceKey service, string key, string hint) =>
        key.Length == 0 ? $"{service.Service}_{hint}"
        : hint.Length == 0 || key.Contains(hint, StringComparison.OrdinalIgnoreCase) ? $"{service.Service}_{key}"
        : $"{service.Service}_{key}_{hint}";

    /// <summary>Text without a secret of its own; known values of the project are still lifted out.</summary>
    private void Plain(List<TextPiece> pieces, string text, ServiceKey service)
    {
        while (text.Length >= 6 && registry.KnownIn(service.Project) is { } known && known.First(text) is { } hit)
        {
            if (hit.At > 0)
                pieces.Add(new TextPiece.Literal(text[..hit.At]));
            registry.Use(hit.Name, service);
            pieces.Add(new TextPiece.Secret(hit.Name));
            text = text[(hit.At + hit.Length)..];
        }
        if (text.Length > 0)
            pieces.Add(new TextPiece.Literal(text));
    }

    private static EquatableArray<TextPiece> Joined(List<TextPiece> pieces)
    {
        var kept = 0;
        for (var i = 0; i < pieces.Count; i++)
            if (pieces[i] is TextPiece.Literal next && kept > 0 && pieces[kept - 1] is TextPiece.Literal last)
                pieces[kept - 1] = new TextPiece.Literal(last.Text + next.Text);
            else
                pieces[kept++] = pieces[i];
        pieces.RemoveRange(kept, pieces.Count - kept);
        return pieces.ToEquatableArray();
    }

    /// <summary>A secret's name holds a whole secret unless the value says that it does not; an address keeps what is around its password.</summary>
    /// <param name="composed">A variable in it is a secret by its own name.</param>
    private static bool IsWhole(string key, string text, bool composed)
    {
        if (text.Length == 1 && text[0] == Unset)
            return true;
        if (SecretShapes.IsHarmless(text, SecretNames.IsStrong(key)))
            return false;
        // A DSN is one secret when it has no password of its own in it: https://key@sentry.example.com/1.
        return IsDsn(key) ? !composed && !SecretPositions.HasPassword(text) : !text.Contains("://", StringComparison.Ordinal);
    }

    private static bool IsDsn(string key) => key.EndsWith("DSN", StringComparison.OrdinalIgnoreCase);

    private bool Composed(List<TextPart> parts, ServiceKey service)
    {
        if (parts.Count > 1)
            foreach (var part in parts)
                if (part is TextPart.Variable variable && IsSecretName(variable.Name, service))
                    return true;
        return false;
    }

    private enum Ruling
    {
        None,
        Always,
        Never,
    }

    private bool IsSecretName(string name, ServiceKey service) => Rules(name, service) switch
    {
        Ruling.Always => true,
        Ruling.Never => false,
        _ => SecretNames.IsSecret(name),
    };

    /// <summary>What <c>sluis.yaml</c> says of a name: a service's own list first.</summary>
    private Ruling Rules(string name, ServiceKey service)
    {
        foreach (var about in intent.Services)
        {
            if (about.Secrets.IsEmpty && about.NotSecrets.IsEmpty || !(Patterns.Matches(about.Match, service.Service) || Patterns.Matches(about.Match, service.ToString())))
                continue;
            if (Any(about.NotSecrets, name))
                return Ruling.Never;
            if (Any(about.Secrets, name))
                return Ruling.Always;
        }
        return Any(intent.Secrets.Never, name) ? Ruling.Never : Any(intent.Secrets.Always, name) ? Ruling.Always : Ruling.None;
    }

    private static bool Any(EquatableArray<string> patterns, string name)
    {
        foreach (var pattern in patterns)
            if (Patterns.Matches(pattern, name))
                return true;
        return false;
    }
}
