namespace Sluis.Core.Proof.Schema.Cel;

/// <summary>How many rules and patterns were evaluated and how many could not be: the latter are told, never hidden.</summary>
internal sealed class CelCounter
{
    public int EvaluatedCount { get; private set; }
    public int UnevaluatedCount { get; private set; }

    public void Evaluated() => EvaluatedCount++;

    public void Unevaluated() => UnevaluatedCount++;
}
