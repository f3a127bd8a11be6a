namespace Sluis.Core.Text;

/// <summary>
/// A place in an input file. <paramref name="File"/> is the path as the user would write it (relative to the folder
/// Sluis was started in where possible); line and column count from 1. <see cref="None"/> marks what has no place.
/// </summary>
public readonly record struct SourceSpan(string File, int Line, int Column) : IComparable<SourceSpan>
{
    public static readonly SourceSpan None = new("", 0, 0);

    /// <summary>The start of a file, for findings about the file as a whole.</summary>
    public static SourceSpan StartOf(string file) => new(file, 1, 1);

    public bool IsNone => string.IsNullOrEmpty(File);

    public int CompareTo(SourceSpan other)
    {
        var byFile = string.CompareOrdinal(File, other.File);
        if (byFile != 0)
            return byFile;
        var byLine = Line.CompareTo(other.Line);
        return byLine != 0 ? byLine : Column.CompareTo(other.Column);
    }

    public static bool operator <(SourceSpan left, SourceSpan right) => left.CompareTo(right) < 0;
    public static bool operator >(SourceSpan left, SourceSpan right) => left.CompareTo(right) > 0;
    public static bool operator <=(SourceSpan left, SourceSpan right) => left.CompareTo(right) <= 0;
    public static bool operator >=(SourceSpan left, SourceSpan right) => left.CompareTo(right) >= 0;

    public override string ToString() => IsNone ? "" : $"{File}:{Line}:{Column}";
}
