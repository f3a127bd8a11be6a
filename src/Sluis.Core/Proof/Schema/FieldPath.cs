using System.Text;

namespace Sluis.Core.Proof.Schema;

/// <summary>The way from the root to the value that is looked at. Text is made only when something is wrong.</summary>
internal sealed class FieldPath
{
    private (string? Key, int Index)[] steps = new (string?, int)[32];
    private int depth;

    public int Depth => depth;

    public void Push(string key) => Push(key, 0);

    public void Push(int index) => Push(null, index);

    public void Pop() => depth--;

    public void Clear() => depth = 0;

    private void Push(string? key, int index)
    {
        if (depth == steps.Length)
            Array.Resize(ref steps, depth * 2);
        steps[depth++] = (key, index);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < depth; i++)
            if (steps[i].Key is not { } key)
                text.Append('[').Append(steps[i].Index).Append(']');
            else if (key.AsSpan().ContainsAny('.', '/'))
                text.Append('[').Append(key).Append(']');
            else
                text.Append(i == 0 ? "" : ".").Append(key);
        return text.ToString();
    }
}
