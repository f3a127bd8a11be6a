using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// Names in mounted files that no Service can carry where the caller is: they are rewritten as in values, and that is said,
/// because the file is then no longer what lies beside the Compose file.
/// </summary>
internal static class FileNames
{
    public static MountedFile Rewritten(EmitContext context, WorkloadPlan workload, Mount mount, MountedFile file)
    {
        var rewrites = context.RewritesOf(workload.Service.Key);
        if (rewrites.Count == 0 || file.Text is not { } text)
            return file;
        var pieces = new List<TextPiece>(text.Pieces);
        foreach (var rewrite in rewrites)
        {
            var changed = false;
            for (var i = 0; i < pieces.Count; i++)
                if (pieces[i] is TextPiece.Literal(var part) && HostText.Replace(part, rewrite.From, rewrite.To) is var renamed && renamed != part)
                    (pieces[i], changed) = (new TextPiece.Literal(renamed), true);
            if (changed)
                context.Findings.Add(EmitDiagnostics.FileRewritten(workload, mount, file.RelativePath, rewrite));
            else if (Evidence(context, rewrite, file) is { } at)
                context.Findings.Add(EmitDiagnostics.FileNotRewritten(workload, at, file.RelativePath, rewrite));
        }
        return file with { Text = new(pieces.ToEquatableArray()) };
    }

    /// <summary>Where this file was seen to call the name.</summary>
    private static SourceSpan? Evidence(EmitContext context, NameRewrite rewrite, MountedFile file)
    {
        foreach (var edge in context.Plan.Platform.Edges)
        {
            if (edge.From != rewrite.Caller || !edge.HostNames.AsSpan().Contains(rewrite.From))
                continue;
            foreach (var evidence in edge.Evidence)
                if (evidence.Kind is EvidenceKind.ConfigurationFile or EvidenceKind.ScrapeConfiguration && IsFile(evidence.At.File, file.RelativePath)
                    && evidence.Detail.Contains(rewrite.From, StringComparison.Ordinal))
                    return evidence.At;
        }
        return null;
    }

    private static bool IsFile(string path, string relative) =>
        path.EndsWith(relative, StringComparison.Ordinal) && (path.Length == relative.Length || path[^(relative.Length + 1)] == '/');
}
