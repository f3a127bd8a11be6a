using System.Text;
using Sluis.Core.IO;

namespace Sluis.Core.Understanding;

/// <summary>What a Dockerfile says of the image it makes. https://docs.docker.com/reference/dockerfile/#from</summary>
internal static class Dockerfiles
{
    /// <summary>The image that the built stage stands on, through stages of the same file; null when there is no Dockerfile at hand.</summary>
    public static string? Base(ISourceTree sources, string context, string? dockerfile, string? inline, string? target)
    {
        if (inline is not null)
            return Base(inline, target);
        if (!context.StartsWith('/'))
            return null;
        var file = dockerfile ?? "Dockerfile";
        var path = file.StartsWith('/') ? file : $"{context.TrimEnd('/')}/{file}";
        return sources.Kind(path) == SourceKind.File && sources.Read(path).Content is { } content ? Base(Encoding.UTF8.GetString(content), target) : null;
    }

    public static string? Base(string text, string? target)
    {
        var bases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.Length < 6 || !trimmed[..5].Equals("FROM ", StringComparison.OrdinalIgnoreCase))
                continue;
            var words = trimmed[5..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var at = Array.FindIndex(words, static w => !w.StartsWith("--", StringComparison.Ordinal));
            if (at < 0)
                continue;
            last = bases.GetValueOrDefault(words[at], words[at]);
            if (at + 2 >= words.Length || !words[at + 1].Equals("AS", StringComparison.OrdinalIgnoreCase))
                continue;
            bases[words[at + 2]] = last;
            if (words[at + 2].Equals(target, StringComparison.OrdinalIgnoreCase))
                return last;
        }
        return last;
    }
}
