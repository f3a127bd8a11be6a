using System.Globalization;

namespace Sluis.Core.Proof.Secrets;

/// <summary>No secret in any file, and each Secret that is used comes from somewhere that people were told of.</summary>
public static class SecretsProof
{
    public static ProofResult Check(ProofContext context)
    {
        var files = FileScan.Check(context);
        PlainSecrets.Check(context);
        var handOver = new HandOver(context.Repository);
        var references = 0;
        foreach (var environment in context.Environments)
        {
            ContainerValues.Check(environment, context.Findings);
            references = Math.Max(references, new SecretReferences(environment, handOver, context.Findings).Check());
            handOver.Check(environment, context.Findings);
        }
        // Whether the values were at hand is no part of the evidence: generate knows them, and verify often does not.
        return new("secrets", files, string.Create(CultureInfo.InvariantCulture, $"{files} files looked into; {references} references to Secrets followed"), []);
    }
}
