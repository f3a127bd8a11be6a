using System.Text;
using Sluis.Core.Text;

namespace Sluis.Core.Platform;

/// <summary>A piece of a value: text, or the place where a secret goes.</summary>
public abstract record TextPiece
{
    private TextPiece() { }

    public sealed record Literal(string Text) : TextPiece;

    public sealed record Secret(SecretName Name) : TextPiece;
}

/// <summary>
/// A value from which every secret has been lifted out: <c>postgresql://app:</c>, the secret <c>DB_PASSWORD</c>,
/// <c>@db:5432/app</c>. Safe to print: a secret shows as its name. Adjacent literals are joined, so equal values are equal.
/// </summary>
public readonly record struct SecretText(EquatableArray<TextPiece> Pieces)
{
    public static SecretText Of(string literal) => literal.Length == 0 ? default : new([new TextPiece.Literal(literal)]);

    public static SecretText Of(SecretName secret) => new([new TextPiece.Secret(secret)]);

    public bool HasSecret
    {
        get
        {
            foreach (var piece in Pieces)
                if (piece is TextPiece.Secret)
                    return true;
            return false;
        }
    }

    /// <summary>The text when there is no secret in it, else null.</summary>
    public string? Literal => Pieces.Count switch
    {
        0 => "",
        1 when Pieces[0] is TextPiece.Literal(var text) => text,
        _ => null,
    };

    /// <summary>The name when the whole value is one secret, else null.</summary>
    public SecretName? WholeSecret => Pieces.Count == 1 && Pieces[0] is TextPiece.Secret(var name) ? name : null;

    /// <summary>Each secret as <c>${NAME}</c>: for people.</summary>
    public override string ToString() => Render(static name => "${" + name + "}");

    public string Render(Func<SecretName, string> secret)
    {
        if (Literal is { } literal)
            return literal;
        var text = new StringBuilder();
        foreach (var piece in Pieces)
            text.Append(piece switch
            {
                TextPiece.Literal(var part) => part,
                TextPiece.Secret(var name) => secret(name),
                _ => "",
            });
        return text.ToString();
    }
}
