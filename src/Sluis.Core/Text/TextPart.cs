namespace Sluis.Core.Text;

/// <summary>
/// A piece of an interpolated string. A resolved scalar keeps its pieces so that a password which came from
/// <c>${DB_PASSWORD}</c> can be followed into <c>DATABASE_URL</c>.
/// </summary>
public abstract record TextPart
{
    private TextPart() { }

    /// <summary>What this piece contributes to the resolved string.</summary>
    public abstract string Resolved { get; }

    /// <summary>Text that stood in the file.</summary>
    public sealed record Literal(string Text) : TextPart
    {
        public override string Resolved => Text;
    }

    /// <summary>
    /// A reference such as <c>${NAME:-default}</c>. <paramref name="Operator"/> is "", ":-", "-", ":?", "?", ":+" or "+".
    /// <paramref name="Operand"/> holds the pieces of the default, the alternative or the message.
    /// <paramref name="FromEnvironment"/> says that the value came from the environment, not from the operand or from nothing.
    /// </summary>
    public sealed record Variable(
        string Name, string Operator, EquatableArray<TextPart> Operand, string Value, bool FromEnvironment) : TextPart
    {
        public override string Resolved => Value;
    }
}
