namespace Sluis.Core.Platform;

/// <summary>A secret's value. It compares by value and never prints itself.</summary>
public sealed class SensitiveValue(string value) : IEquatable<SensitiveValue>
{
    /// <summary>For the two uses there are: writing a git-ignored local secret file, and searching the output for leaks.</summary>
    public string Reveal() => value;

    public bool Equals(SensitiveValue? other) => other is not null && string.Equals(value, other.Reveal(), StringComparison.Ordinal);
    public override bool Equals(object? obj) => Equals(obj as SensitiveValue);
    public override int GetHashCode() => string.GetHashCode(value, StringComparison.Ordinal);
    public override string ToString() => "***";
}
