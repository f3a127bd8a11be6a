namespace Sluis.Core.Proof.Rendering;

/// <summary>Paths within the repository: no leading or trailing slash, <c>""</c> is the repository itself.</summary>
internal static class RelativePath
{
    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    public static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    public static bool IsBelow(string folder, string path) =>
        folder.Length == 0 || path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal);

    /// <summary>Null for an absolute path, and for one that leaves the repository.</summary>
    public static string? Resolve(string folder, string relative)
    {
        if (relative.StartsWith('/'))
            return null;
        var parts = new List<string>();
        if (folder.Length > 0)
            parts.AddRange(folder.Split('/'));
        foreach (var part in relative.Split('/'))
            switch (part)
            {
                case "" or ".":
                    break;
                case ".." when parts.Count == 0:
                    return null;
                case "..":
                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        return string.Join('/', parts);
    }
}
