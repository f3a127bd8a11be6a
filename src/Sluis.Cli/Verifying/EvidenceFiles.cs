using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluis.Cli.Rendering;
using Sluis.Cli.Rendering.Reports;
using Sluis.Core.Emit;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Verification;

namespace Sluis.Cli.Verifying;

/// <summary>What a verification leaves in the repository: the findings, a summary with the hashes it speaks about, and each proof's own files.</summary>
internal static class EvidenceFiles
{
    public static IReadOnlyList<RepositoryFile> Of(ProofReport report) =>
    [
        .. report.Results.SelectMany(static r => r.Evidence).Select(static e => new RepositoryFile(e.Path, e.Content, FileOwner.Evidence)),
        new("evidence/findings.sarif", SarifReport.Write(report, shown: false), FileOwner.Evidence),
        new("evidence/summary.json", Summary(report), FileOwner.Evidence),
    ];

    /// <summary>A file that a verification wrote, and no claim or ledger.</summary>
    public static bool IsResult(string path) => path.StartsWith("evidence/", StringComparison.Ordinal) && path is not (ClaimsReader.Path or LedgerDrift.Path);

    private static byte[] Summary(ProofReport report)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            VerifyJson.Summary(json, report);
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }
}
