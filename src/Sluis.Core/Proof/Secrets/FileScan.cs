using System.Text;
using Sluis.Core.Diagnostics;

namespace Sluis.Core.Proof.Secrets;

/// <summary>Every file that reaches Git, whatever it is: manifests, documents, scripts, evidence.</summary>
internal static class FileScan
{
    /// <summary>More of them in one file say nothing new.</summary>
    private const int MostOfAFile = 50;

    /// <summary>How many files were looked into; not counting what is written about the proof itself, which may be there or not yet.</summary>
    public static int Check(ProofContext context)
    {
        var known = new KnownValues(context.Options.SecretValues);
        var ignored = new IgnoredFiles(context.Repository);
        var paths = context.Repository.Paths.Where(path => !ignored.Has(path)).ToArray();
        var found = new Found?[paths.Length];
        Parallel.For(0, paths.Length, i => found[i] = Search(context.Repository.Read(paths[i]) ?? default, known));
        // In the order of the paths: a plain word is reported at the first of its places.
        var places = new PlaceFinder(context.Repository, context.Findings);
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < paths.Length; i++)
            if (found[i] is { } file)
                Unknown(paths[i], file.Text, file.Hits, Known(paths[i], file.Text, known, places, words, context.Findings), places, context.Findings);
        return paths.Count(static path => !path.StartsWith("evidence/", StringComparison.Ordinal) && !path.StartsWith(".sluis/", StringComparison.Ordinal));
    }

    private sealed record Found(string Text, List<Hit> Hits);

    /// <summary>Null for the many files that hold nothing.</summary>
    private static Found? Search(ReadOnlyMemory<byte> content, KnownValues known)
    {
        var text = Encoding.UTF8.GetString(content.Span);
        var hits = new List<Hit>();
        if (!content.Span[..Math.Min(content.Length, 8000)].Contains((byte)0))
        {
            TextScanner.Shapes(text, hits);
            PairScanner.Scan(text, hits);
            hits.Sort(static (a, b) => a.At.CompareTo(b.At));
        }
        return hits.Count > 0 || known.Find(text, 0) is not null ? new(text, hits) : null;
    }

    private static List<(int At, int End)> Known(string path, string text, KnownValues known, PlaceFinder places, HashSet<string> words, Findings findings)
    {
        var taken = new List<(int, int)>();
        var at = 0;
        while (known.Find(text, at) is { } hit)
        {
            at = hit.At + hit.Length;
            if (hit.Word)
            {
                if (words.Add(hit.Name))
                    findings.Add(SecretsDiagnostics.KnownWord(places.Find(path, text, hit.At), hit.Name));
                continue;
            }
            taken.Add((hit.At, at));
            if (taken.Count <= MostOfAFile)
                findings.Add(SecretsDiagnostics.KnownValue(places.Find(path, text, hit.At), hit.Name, hit.Form));
        }
        return taken;
    }

    private static void Unknown(string path, string text, List<Hit> hits, List<(int At, int End)> taken, PlaceFinder places, Findings findings)
    {
        var (end, count) = (0, 0);
        foreach (var hit in hits)
        {
            // One text is one finding: a token under the name token, a known value that also has a shape.
            if (hit.At < end || taken.Exists(t => hit.At < t.End && t.At < hit.At + hit.Length))
                continue;
            var place = places.Find(path, text, hit.At);
            if (hit.Kind == HitKind.Pair && place.IsEncrypted)
                continue;
            end = hit.At + hit.Length;
            if (++count > MostOfAFile)
                return;
            findings.Add(hit.Kind switch
            {
                HitKind.Hash => SecretsDiagnostics.Hash(place, hit.What),
                HitKind.Url => SecretsDiagnostics.UrlPassword(place),
                HitKind.Basic => SecretsDiagnostics.BasicHeader(place),
                HitKind.Pair => SecretsDiagnostics.Likely(place, hit.What),
                _ => SecretsDiagnostics.Shape(place, hit.What),
            });
        }
    }
}
