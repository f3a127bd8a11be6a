using System.Text;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// <c>$(NAME)</c> in environment values, commands and arguments.
/// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
/// </summary>
internal static class Expansion
{
    /// <summary>A secret becomes a reference to the variable that holds it; text that would be expanded is escaped.</summary>
    public static string Of(SecretText text)
    {
        if (text.Literal is { } literal)
            return Escape(literal);
        var result = new StringBuilder();
        foreach (var piece in text.Pieces)
            if (piece is TextPiece.Literal(var part))
                result.Append(Escape(part));
            else if (piece is TextPiece.Secret(var name))
                result.Append("$(").Append(Variable(name)).Append(')');
        return result.ToString();
    }

    /// <summary>Kubernetes reads <c>$$</c> as <c>$</c> and <c>$(</c> as a reference; both are doubled.</summary>
    public static string Escape(string text)
    {
        if (!text.Contains('$'))
            return text;
        var result = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            result.Append(text[i]);
            if (text[i] == '$' && i + 1 < text.Length && text[i + 1] is '$' or '(')
                result.Append('$');
        }
        return result.ToString();
    }

    /// <summary>The environment variable that holds a secret.</summary>
    public static string Variable(SecretName secret) => secret.Value.Replace('.', '_').Replace('-', '_');

    /// <summary>For a shell: a secret as <c>${NAME}</c>, since probes are not expanded.</summary>
    public static string Shell(SecretText text) => text.Render(static name => "${" + Variable(name) + "}");
}
