using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Schema;

/// <summary>Where a finding is: in the file, and in the object.</summary>
internal readonly record struct Place(SourceSpan At, ManifestObject Item, string Field)
{
    public Diagnostic Finding(string code, Severity severity, string message, string fix) =>
        new(code, severity, At, message, fix) { Object = Item.ToString(), Field = Field.Length == 0 ? null : Field };

    public Diagnostic Error(string code, string message, string fix) => Finding(code, Severity.Error, message, fix);
}
