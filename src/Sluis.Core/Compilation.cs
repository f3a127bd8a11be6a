using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Text;
using Sluis.Core.Verification;

namespace Sluis.Core;

/// <summary>What a run came to. Later parts are null when an earlier stage stopped it.</summary>
public sealed record Compilation
{
    public required EquatableArray<ComposeProject> Projects { get; init; }
    public PlatformModel? Platform { get; init; }
    public MigrationPlan? Plan { get; init; }
    public RepositoryTree? Tree { get; init; }
    public Ledger? Ledger { get; init; }
    /// <summary>What the proofs hold a repository to.</summary>
    public Claims? Claims { get; init; }
    public required IReadOnlyList<Diagnostic> Findings { get; init; }
}
