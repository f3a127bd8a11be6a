using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Exceptions;

/// <summary>A finding that a person chose to live with, why, and where that is written.</summary>
public sealed record IgnoredFinding(Diagnostic Finding, string Reason, SourceSpan At);

/// <summary>What is left to report; the notes about what was ignored are among <see cref="Findings"/>.</summary>
public sealed record SuppressionResult(IReadOnlyList<Diagnostic> Findings, IReadOnlyList<IgnoredFinding> Ignored);

/// <summary>
/// Findings ignored in place: <c>sluis.dev/ignore: SL5104 reason</c> among an object's annotations, several separated by a newline or by
/// a comma before the next code. It holds for that object only, and each use of it is reported.
/// </summary>
public static class Suppressions
{
    public const string Annotation = "sluis.dev/ignore";

    private sealed class Ignore(string subject, string code, string reason, SourceSpan at)
    {
        public string Subject { get; } = subject;
        public string Code { get; } = code;
        public string Reason { get; } = reason;
        public SourceSpan At { get; } = at;
        public bool Used { get; set; }
    }

    public static SuppressionResult Apply(IReadOnlyList<Diagnostic> findings, IReadOnlyList<RenderedEnvironment> environments)
    {
        var report = new Findings();
        var ignores = Gather(environments, report);
        if (ignores.Count == 0)
        {
            report.AddRange(findings);
            return new(report.Sorted(), []);
        }
        var ignored = new List<IgnoredFinding>();
        foreach (var finding in findings)
        {
            if (finding.Object is not { } subject || !ignores.TryGetValue((subject, finding.Code), out var ignore))
            {
                report.Add(finding);
                continue;
            }
            ignore.Used = true;
            ignored.Add(new(finding, ignore.Reason, ignore.At));
            report.Add(SuppressionDiagnostics.Ignored(finding, ignore.Reason));
        }
        foreach (var ignore in ignores.Values)
            if (!ignore.Used)
                report.Add(SuppressionDiagnostics.Unused(ignore.At, ignore.Subject, ignore.Code));
        return new(report.Sorted(), ignored);
    }

    private static Dictionary<(string Subject, string Code), Ignore> Gather(IReadOnlyList<RenderedEnvironment> environments, Findings report)
    {
        var ignores = new Dictionary<(string, string), Ignore>();
        var seen = new HashSet<MapNode>(ReferenceEqualityComparer.Instance);
        foreach (var environment in environments)
            foreach (var item in environment.Objects)
                if (item.Metadata.Map("annotations")?[Annotation] is { } annotation && seen.Add(item.Root))
                    foreach (var (code, reason) in Entries(annotation))
                        if (!IsCode(code))
                            report.Add(SuppressionDiagnostics.NotACode(annotation.Span, item.ToString(), code));
                        else if (reason.Length == 0)
                            report.Add(SuppressionDiagnostics.NoReason(annotation.Span, item.ToString(), code));
                        else
                            ignores.TryAdd((item.ToString(), code), new(item.ToString(), code, reason, annotation.Span));
        return ignores;
    }

    private static IEnumerable<(string Code, string Reason)> Entries(Node annotation)
    {
        if (annotation is not ScalarNode scalar)
            yield break;
        foreach (var line in scalar.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            for (var rest = line; rest.Length > 0;)
            {
                var end = NextEntry(rest);
                var entry = rest[..end].Trim(' ', ',', '\t');
                rest = end == rest.Length ? "" : rest[(end + 1)..].TrimStart();
                if (entry.Length == 0)
                    continue;
                var space = entry.AsSpan().IndexOfAny(' ', ':', '\t');
                yield return space < 0 ? (entry, "") : (entry[..space], entry[space..].Trim(' ', ':', '\t'));
            }
    }

    /// <summary>A reason may hold commas: only one that a code follows ends it.</summary>
    private static int NextEntry(string text)
    {
        for (var comma = text.IndexOf(','); comma >= 0; comma = text.IndexOf(',', comma + 1))
        {
            var after = text.AsSpan(comma + 1).TrimStart();
            if (after.Length >= 6 && IsCode(after[..6]) && (after.Length == 6 || after[6] is ' ' or ':' or ',' or '\t'))
                return comma;
        }
        return text.Length;
    }

    private static bool IsCode(ReadOnlySpan<char> text) => text.Length == 6 && text.StartsWith("SL") && !text[2..].ContainsAnyExceptInRange('0', '9');
}
