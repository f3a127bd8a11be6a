using System.CommandLine;
using System.Text;
using Sluis.Cli.Arguments;
using Sluis.Cli.IO;
using Sluis.Cli.Rendering;
using Sluis.Cli.Verifying;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Exceptions;

namespace Sluis.Cli.Commands;

/// <summary>Proves or refutes, over a repository as it lies on disk, what <c>generate</c> promised.</summary>
internal static class VerifyCommand
{
    public static Command Build(IWorld world)
    {
        var arguments = new VerifyArguments();
        var format = CommonOptions.Format("text", "text", "json");
        var command = new Command("verify", "Prove that a repository, hand edits included, keeps its promises: rendering, schema, connectivity, names, secrets, posture, resilience") { format };
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var findings = new Findings();
            var report = Report(world, arguments.Read(parsed, world), findings);
            if (report is null)
            {
                FindingsText.Write(world, findings.Sorted());
                return ExitCode.Findings;
            }
            Print(world, parsed.GetValue(format) ?? "text", report, arguments.Show(parsed));
            return report.Fails(arguments.FailOn(parsed)) ? ExitCode.VerificationFailed : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Null when there is nothing to verify or to compare with, after a finding.</summary>
    private static ProofReport? Report(IWorld world, VerifyRequest request, Findings findings)
    {
        var files = RepositoryReader.Read(request.Folder, request.Shown.Length == 0 ? "." : request.Shown, findings);
        var baseline = request.Baseline is { } file ? ReadBaseline(world, file, findings) : null;
        if (files is null || (request.Baseline is not null && baseline is null))
            return null;
        var repository = new RepositorySnapshot(files);
        var options = new ProofOptions { Environments = request.Environments };
        return ProofRun.Of(repository, request.Shown, null, options, findings, baseline, request.Baseline ?? "");
    }

    private static Baseline? ReadBaseline(IWorld world, string file, Findings findings)
    {
        var content = world.Sources.Read(Path.GetFullPath(file, world.Sources.WorkingDirectory));
        if (content.Content is { } bytes)
            return Baseline.Read(file, bytes, findings);
        findings.Add(SuppressionDiagnostics.BaselineBroken(file, content.Failure ?? "it cannot be read"));
        return null;
    }

    private static void Print(IWorld world, string format, ProofReport report, Severity least)
    {
        if (format == "json")
        {
            JsonOutput.Write(world, json => VerifyJson.Write(json, report));
            return;
        }
        world.Output.Write(Encoding.UTF8.GetBytes(VerifyText.Write(report, least, world.OutputColour)));
        world.Output.Flush();
    }
}
