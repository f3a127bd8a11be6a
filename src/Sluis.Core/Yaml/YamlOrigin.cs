using Sluis.Core.Text;

namespace Sluis.Core.Yaml;

/// <summary>
/// Where an embedded text begins in its file: lines above it, and columns before it on every line.
/// <paramref name="Fixed"/>: the text is folded or quoted, so that only its beginning has a place.
/// </summary>
public readonly record struct YamlOrigin(int Lines, int Columns, SourceSpan? Fixed = null)
{
    internal SourceSpan Of(string file, int line, int column) => Fixed ?? new(file, line + Lines, column + Columns);
}
