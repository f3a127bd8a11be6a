using System.Text;

namespace Sluis.Core.Verification;

/// <summary>
/// What the kubelet makes of a value before the container sees it, written from the documentation and not from the emitter.
/// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
/// </summary>
internal static class KubeletText
{
    /// <summary><c>$$</c> is a dollar; a reference stays as it is.</summary>
    public static string Read(string value)
    {
        if (!value.Contains('$'))
            return value;
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            text.Append(value[i]);
            if (value[i] == '$' && i + 1 < value.Length && value[i + 1] == '$')
                i++;
        }
        return text.ToString();
    }

    public static bool HasReference(string? value)
    {
        if (value is null)
            return false;
        for (var i = 0; i + 1 < value.Length; i++)
        {
            if (value[i] != '$')
                continue;
            if (value[i + 1] == '(')
                return true;
            if (value[i + 1] == '$')
                i++;
        }
        return false;
    }
}
