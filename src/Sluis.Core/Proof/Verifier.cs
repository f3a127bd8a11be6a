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
        var expected = claims is null or { Services.Count: 0 } || claims.Services.Any(static s => s.ReplacedBy is null);
        var context = new ProofContext { Repository = repository, Environments = Rendering.Environments.Render(repository, options, findings, expected), Claims = claims, Findings = findings, Options = options };
        // Each looks at the same things and changes nothing, so they look at the same time; their places keep the order.
        Func<ProofContext, ProofResult>[] proofs =
        [
            ConnectivityProof.Check,
            NamesProof.Check,
            PostureProof.Check,
            ReferenceProof.Check,
            ResilienceProof.Check,
            SchemaProof.Check,
            SecretsProof.Check,
        ];
        var results = new ProofResult[proofs.Length];
        Parallel.For(0, proofs.Length, i => results[i] = proofs[i](context));
        return new(context.Environments, results, Places.Refine(findings.Sorted(), context.Environments))
        { Claims = claims };
    }
}

public sealed record Verification(IReadOnlyList<RenderedEnvironment> Environments, IReadOnlyList<ProofResult> Results, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>What the manifests were held to; null: nothing is known.</summary>
    public Claims.Claims? Claims { get; init; }
}
