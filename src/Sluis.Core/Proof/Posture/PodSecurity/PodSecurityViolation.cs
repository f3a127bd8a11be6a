using Sluis.Core.Text;

namespace Sluis.Core.Proof.Posture.PodSecurity;

/// <summary>
/// A field that a control refuses. <paramref name="At"/> is the field's place, or the container's where the field is absent;
/// <paramref name="Problem"/> ends a sentence that begins with the field: "must be false".
/// </summary>
public sealed record PodSecurityViolation(string Control, SourceSpan At, string Field, string Problem);
