using System.CommandLine;
using System.Text;
using Sluis.Cli.Arguments;
using Sluis.Cli.Cluster;
using Sluis.Cli.IO;
using Sluis.Cli.Output;
using Sluis.Cli.Rendering;
using Sluis.Cli.Rendering.Reports;
using Sluis.Cli.Verifying;
using Sluis.Core;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Exceptions;
using Sluis.Core.Verification;

namespace Sluis.Cli.Commands;

/// <summary>Proves or refutes, over a repository as it lies on disk, what <c>generate</c> promised.</summary>
internal static class VerifyCommand
{
    public static Command Build(IWorld world)
    {
        var (arguments, compose, intent) = (new VerifyArguments(), new ComposeArguments(), new IntentArguments());
        var format = CommonOptions.Format("text", "text", "json", "sarif", "junit", "github");
        var command = new Command("verify", "Prove that a repository, hand edits included, keeps its promises: rendering, schema, connectivity, names, secrets, posture, resilience") { format };
        arguments.AddTo(command);
        compose.AddTo(command);
        intent.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = new Findings();
            var request = arguments.Read(parsed, world);
            var now = request.Sources.Count == 0 ? null : SourceClaims.Compile(
                world.Sources, request.Sources, compose.Read(parsed, world, assess: true), intent.Read(parsed, world, request.Sources, findings), findings);
            var (report, unreachable) = findings.HasErrors ? default : await ReportAsync(world, request, now, findings, cancellation).ConfigureAwait(false);
            if (report is null || !Write(world, request, report, findings))
            {
                FindingsText.Write(world, findings.Sorted());
                return unreachable ? ExitCode.Unreachable : ExitCode.Findings;
            }
            Print(world, parsed.GetValue(format) ?? "text", report, request);
            return report.Fails(request.FailOn) ? ExitCode.VerificationFailed : ExitCode.Done;
        });
        return command;
    }

    /// <summary>No report when there is nothing to verify or to compare with, or nobody to ask, after a finding.</summary>
    private static async Task<(ProofReport? Report, bool Unreachable)> ReportAsync(IWorld world, VerifyRequest request, Compilation? now, Findings findings, CancellationToken cancellation)
    {
        var files = RepositoryReader.Read(request.Folder, request.Shown.Length == 0 ? "." : request.Shown, findings);
        var definitions = Definitions(world, request, findings);
        var baseline = request.Baseline is { } file ? ReadBaseline(world, file, findings) : null;
        if (files is null || definitions is null || (request.Baseline is not null && baseline is null))
            return default;
        // The tool's own notes are no part of what is judged, nor is what is written anew in a moment.
        var repository = new RepositorySnapshot(files.Where(f => !Manifest.IsNote(f.Key) && !(request.WriteEvidence && EvidenceFiles.IsResult(f.Key))));
        using var kustomize = new KustomizeProgram(world, request.Folder);
        var options = new ProofOptions
        {
            Kustomize = kustomize.Render,
            Environments = request.Environments,
            Definitions = definitions,
            SecretValues = now?.Platform is { } platform ? SecretLeaks.Searched(platform) : [],
        };
        var more = new List<ProofResult>();
        if (now is not null && SourceClaims.Drift(repository, now, findings) is { } drift)
            more.Add(drift);
        var verification = Verifier.Verify(repository, now?.Claims, options, findings);
        var answers = new Findings();
        if (request.Context is not null || request.KubeConfig is not null)
        {
            using var client = ClusterAccess.Open(world, request.KubeConfig, request.Context, findings);
            if (client is null)
                return (null, true);
            try
            {
                more.Add(await new ServerDryRun(client).CheckAsync(verification.Environments, answers, cancellation).ConfigureAwait(false));
            }
            catch (ClusterUnreachableException unreachable)
            {
                findings.Add(ClusterDiagnostics.Unreachable(client.BaseUri.ToString(), unreachable.Message));
                return (null, true);
            }
        }
        return (ProofRun.Report(repository, request.Shown, verification, answers.Sorted(), more, baseline is null ? null : (baseline, request.Baseline ?? "")), false);
    }

    private static IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>? Definitions(IWorld world, VerifyRequest request, Findings findings)
    {
        if (request.Definitions is not { } folder)
            return [];
        var files = RepositoryReader.Read(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder, world.Sources.WorkingDirectory)), folder, findings);
        return files is null ? null : [.. files
            .Where(static f => f.Key.EndsWith(".yaml", StringComparison.Ordinal) || f.Key.EndsWith(".yml", StringComparison.Ordinal) || f.Key.EndsWith(".json", StringComparison.Ordinal))
            .Select(f => KeyValuePair.Create($"{folder.TrimEnd('/')}/{f.Key}", f.Value))];
    }

    private static Baseline? ReadBaseline(IWorld world, string file, Findings findings)
    {
        var content = world.Sources.Read(Path.GetFullPath(file, world.Sources.WorkingDirectory));
        if (content.Content is { } bytes)
            return Baseline.Read(file, bytes, findings);
        findings.Add(SuppressionDiagnostics.BaselineBroken(file, content.Failure ?? "it cannot be read"));
        return null;
    }

    private static bool Write(IWorld world, VerifyRequest request, ProofReport report, Findings findings)
    {
        var at = "";
        try
        {
            if (request.NewBaseline is { } baseline)
                WholeFile.Write(Path.GetFullPath(at = baseline, world.Sources.WorkingDirectory), Baseline.Write(report.AllFindings));
            if (request.WriteEvidence)
                foreach (var file in EvidenceFiles.Of(report))
                    WholeFile.Write(Path.Combine(request.Folder, at = file.Path), file.Content.Span);
            return true;
        }
        catch (OutputRefused refused)
        {
            findings.Add(ToolDiagnostics.Refused(at, refused.Message));
            return false;
        }
    }

    private static void Print(IWorld world, string format, ProofReport report, VerifyRequest request)
    {
        if (format == "json")
        {
            JsonOutput.Write(world, json => VerifyJson.Write(json, report));
            return;
        }
        world.Output.Write(format switch
        {
            "sarif" => SarifReport.Write(report, shown: true),
            "junit" => Encoding.UTF8.GetBytes(JUnitReport.Write(report, request.FailOn)),
            "github" => Encoding.UTF8.GetBytes(GitHubReport.Write(report)),
            _ => Encoding.UTF8.GetBytes(VerifyText.Write(report, request.Show, world.OutputColour, "--show note")),
        });
        world.Output.Flush();
    }
}
