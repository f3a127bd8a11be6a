using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Connectivity;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Names;
using Sluis.Core.Proof.Posture;
using Sluis.Core.Proof.References;
using Sluis.Core.Proof.Resilience;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Proof.Secrets;

namespace Sluis.Core.Proof;

/// <summary>All proofs over one repository. They share no code with the emitters: a layering test holds that.</summary>
public static class Verifier
{
    /// <param name="claims">What the Compose files say now; null: what <c>evidence/claims.json</c> says.</param>
    public static Verification Verify(RepositorySnapshot repository, Claims.Claims? claims, ProofOptions options, Findings findings)
    {
        claims ??= ClaimsReader.Read(repository, findings);
        var context = new ProofContext { Repository = repository, Environments = Rendering.Environments.Render(repository, options, findings), Claims = claims, Findings = findings, Options = options };
        return new(context.Environments,
        [
            ConnectivityProof.Check(context),
            NamesProof.Check(context),
            PostureProof.Check(context),
            ReferenceProof.Check(context),
            ResilienceProof.Check(context),
            SchemaProof.Check(context),
            SecretsProof.Check(context),
        ], Places.Refine(findings.Sorted(), context.Environments))
        { Claims = claims };
    }
}

public sealed record Verification(IReadOnlyList<RenderedEnvironment> Environments, IReadOnlyList<ProofResult> Results, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>What the manifests were held to; null: nothing is known.</summary>
    public Claims.Claims? Claims { get; init; }
}
