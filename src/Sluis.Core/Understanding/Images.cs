using Sluis.Core.Platform;

namespace Sluis.Core.Understanding;

/// <summary>Image references. https://github.com/distribution/reference decides the grammar.</summary>
internal static class Images
{
    public static ImageReference Parse(string text)
    {
        var (name, digest) = text.IndexOf('@') is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, null);
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        // An empty variable in front leaves "/name"; the registry is then unknown.
        var registry = first.Contains('.') || first.Contains(':') || first == "localhost" || slash == 0 ? first : "";
        var rest = registry.Length > 0 || slash == 0 ? name[(slash + 1)..] : name;
        var colon = rest.LastIndexOf(':');
        var tag = colon > rest.LastIndexOf('/') ? rest[(colon + 1)..] : null;
        return new(registry, tag is null ? rest : rest[..colon], tag, digest, text);
    }
}
