namespace Sluis.Core.Compose.Loading;

/// <summary>Slash paths as text: no disk is asked.</summary>
internal static class PathText
{
    /// <summary>Without <c>.</c>, <c>..</c> and doubled slashes; never empty.</summary>
    public static string Clean(string path)
    {
        if (path.Length == 0)
            return ".";
        var rooted = path[0] == '/';
        var kept = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || part == ".")
                continue;
            if (part != "..")
                kept.Add(part);
            else if (kept.Count > 0 && kept[^1] != "..")
                kept.RemoveAt(kept.Count - 1);
            else if (!rooted)
                kept.Add(part);
        }
        var text = string.Join('/', kept);
        return rooted ? "/" + text : text.Length == 0 ? "." : text;
    }

    public static string Join(string folder, string path) => path.StartsWith('/') ? Clean(path) : Clean($"{folder}/{path}");

    public static string Folder(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : path[..slash];
    }

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
