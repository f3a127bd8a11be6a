using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Cel;

/// <summary>A rule of <c>x-kubernetes-validations</c>.</summary>
internal sealed record CelRule(string Text, string? Message, string? MessageExpression);
