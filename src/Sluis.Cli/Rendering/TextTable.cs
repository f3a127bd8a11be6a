using System.Text;

namespace Sluis.Cli.Rendering;

/// <summary>Columns of text, as wide as their widest cell; the last one is never padded.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> rows = [headings];

    public void Add(params string[] cells) => rows.Add(cells);

    public bool IsEmpty => rows.Count == 1;

    public void WriteTo(StringBuilder text, string indent = "  ")
    {
        Span<int> widths = stackalloc int[rows[0].Length];
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Length);
        foreach (var row in rows)
        {
            var start = text.Append(indent).Length;
            for (var i = 0; i < row.Length; i++)
                text.Append(row[i]).Append(' ', i == row.Length - 1 ? 0 : widths[i] - row[i].Length + 2);
            while (text.Length > start && text[^1] == ' ')
                text.Length--;
            text.Append('\n');
        }
    }
}
