namespace Sluis.Core.Proof.Secrets;

/// <summary>Where in a text, how long, and of which kind; <paramref name="What"/> names the kind for people and is never the text itself.</summary>
internal readonly record struct Hit(int At, int Length, HitKind Kind, string What);

internal enum HitKind
{
    Shape,
    Hash,
    Url,
    Basic,
    Pair,
}
