using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Cel;

/// <summary>A rule of <c>x-kubernetes-validations</c>; parsed when it is first asked.</summary>
internal sealed class CelRule(string text, string? message)
{
    private readonly Lazy<CelExpression?> parsed = new(() => CelParser.Parse(text));

    public string Text { get; } = text;

    /// <summary>What the definition says for people.</summary>
    public string? Message { get; } = message;

    /// <summary>Whether it holds; null when it cannot be evaluated here, be it for a function, for oldSelf or for an error in it.</summary>
    public bool? Holds(Node self, ObjectSchema schema, Patterns patterns) =>
        parsed.Value?.Evaluate(new(CelValues.Of(self, schema), patterns)) as bool?;
}
