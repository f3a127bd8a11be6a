using System.Text;
using Sluis.Core.Diagnostics;

namespace Sluis.Core.Proof.Secrets;

/// <summary>Every file that reaches Git, whatever it is: manifests, documents, scripts, evidence.</summary>
internal static class FileScan
{
    /// <summary>More of them in one file say nothing new.</summary>
    private const int MostOfAFile = 50;

    /// <summary>How many files were looked into.</summary>
    public static int Check(ProofContext context)
    {
        var known = new KnownValues(context.Options.SecretValues);
        var ignored = new IgnoredFiles(context.Repository);
        var places = new PlaceFinder(context.Repository, context.Findings);
        var words = new HashSet<string>(StringComparer.Ordinal);
        var hits = new List<Hit>();
        var files = 0;
        foreach (var path in context.Repository.Paths)
        {
            if (ignored.Has(path) || context.Repository.Read(path) is not { } content)
                continue;
            files++;
            var text = Encoding.UTF8.GetString(content.Span);
            var taken = known.IsEmpty ? [] : Known(path, text, known, places, words, context.Findings);
            if (content.Span[..Math.Min(content.Length, 8000)].Contains((byte)0))
                continue;
            hits.Clear();
            TextScanner.Shapes(text, hits);
            PairScanner.Scan(text, hits);
            hits.Sort(static (a, b) => a.At.CompareTo(b.At));
            Unknown(path, text, hits, taken, places, context.Findings);
        }
        return files;
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
