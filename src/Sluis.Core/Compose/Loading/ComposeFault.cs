using Sluis.Core.Diagnostics;

namespace Sluis.Core.Compose.Loading;

/// <summary>Stops the reading of a project with the finding that says why; never leaves <see cref="ComposeReader"/>.</summary>
internal sealed class ComposeFault(Diagnostic finding) : Exception
{
    public Diagnostic Finding { get; } = finding;
}
