using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluis.Cli.Arguments;
using Sluis.Cli.IO;
using Sluis.Cli.Output;
using Sluis.Cli.Rendering;
using Sluis.Cli.Verifying;
using Sluis.Core;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Verification;

namespace Sluis.Cli.Commands;

/// <summary>The main job: Compose files in, a repository out.</summary>
internal static class GenerateCommand
{
    public static Command Build(IWorld world)
    {
        var (platformArguments, intentArguments, sizingArguments) = (new PlatformArguments(), new IntentArguments(), new SizingArguments());
        var output = new Option<string>("--output", "-o") { Description = "Folder of the repository", HelpName = "FOLDER", DefaultValueFactory = static _ => "out" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be written, and write nothing" };
        var force = new Option<bool>("--force") { Description = "Overwrite generated files that were changed by hand" };
        var format = CommonOptions.Format("text", "text", "json");
        var command = new Command("generate", "Write a Kubernetes GitOps repository for the platform that the Compose files make") { output, dryRun, force, format };
        platformArguments.AddTo(command);
        intentArguments.AddTo(command);
        sizingArguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var findings = new Findings();
            var paths = platformArguments.Paths(parsed, world);
            var intent = intentArguments.Read(parsed, world, paths, findings);
            var sizing = sizingArguments.Read(parsed, world, findings);
            var compilation = findings.HasErrors
                ? new Compilation { Projects = [], Findings = findings.Sorted() }
                : SluisCompiler.Compile(world.Sources, paths, platformArguments.Compose(parsed, world), intent, findings, sizing);
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(output) ?? "out", world.Sources.WorkingDirectory));
            var shown = IntentArguments.Shown(world, folder);
            var unaccounted = compilation.Ledger?.Unaccounted.Count ?? 0;
            var written = findings.HasErrors || unaccounted > 0 || compilation.Tree is null
                ? null
                : Written(world, compilation, folder, shown, parsed.GetValue(force), parsed.GetValue(dryRun), findings);
            if (parsed.GetValue(format) == "json")
                JsonOutput.Write(world, json => Json(json, compilation, written, folder, parsed.GetValue(dryRun), findings.Sorted()));
            else
                Text(world, compilation, written, shown, parsed.GetValue(dryRun), findings.Sorted());
            return unaccounted > 0 ? ExitCode.Bug
                : written is not { } done || findings.HasErrors ? ExitCode.Findings
                : done.Proof.Fails(Severity.Error) ? ExitCode.VerificationFailed : ExitCode.Done;
        });
        return command;
    }

    /// <summary>The repository is verified as it will lie on disk, with what a person changed in it, and is written together with the evidence.</summary>
    private static (WriteReport Report, ProofReport Proof)? Written(IWorld world, Compilation compilation, string folder, string shown, bool force, bool dryRun, Findings findings)
    {
        try
        {
            if (compilation is not { Tree: { } tree, Platform: { } platform })
                return null;
            var prepared = RepositoryWriter.Prepare(tree, folder, force);
            if (AfterWriting.Of(prepared, shown, findings) is not { } repository)
                return null;
            findings.AddRange(ImmutableChanges.In(prepared, shown));
            using var kustomize = new KustomizeProgram(world, repository);
            var options = new ProofOptions { SecretValues = SecretLeaks.Searched(platform), Kustomize = kustomize.Render };
            var proof = ProofRun.Of(repository, shown, compilation.Claims, options, new Findings());
            var report = RepositoryWriter.Commit(prepared, EvidenceFiles.Of(proof), dryRun);
            findings.AddRange(report.Changed.Select(p => ToolDiagnostics.Changed($"{shown}/{p}")));
            findings.AddRange(report.Foreign.Select(p => ToolDiagnostics.Foreign($"{shown}/{p}")));
            findings.AddRange(report.Orphaned.Select(p => ToolDiagnostics.Orphaned($"{shown}/{p}")));
            return (report, proof);
        }
        catch (OutputRefused refused)
        {
            findings.Add(ToolDiagnostics.Refused(shown, refused.Message));
            return null;
        }
    }

    private static void Text(IWorld world, Compilation compilation, (WriteReport Report, ProofReport Proof)? written, string folder, bool dryRun, IReadOnlyList<Diagnostic> findings)
    {
        FindingsText.Write(world, findings);
        if (compilation.Ledger is { } ledger)
        {
            world.Error.WriteLine(Accounted(ledger));
            foreach (var leaf in ledger.Unaccounted)
                world.Error.WriteLine($"{leaf.At}: {leaf.Project} {leaf.Path} is unaccounted: this is a bug of ours, not of your input.");
        }
        if (written is not var (report, proof))
        {
            world.Error.WriteLine("Nothing was written.");
            return;
        }
        if (dryRun)
        {
            var text = new StringBuilder();
            foreach (var path in report.Written)
                text.Append("write  ").Append(path).Append('\n');
            foreach (var path in report.Removed)
                text.Append("remove ").Append(path).Append('\n');
            foreach (var path in report.Changed.Concat(report.Foreign).Concat(report.Orphaned).Order(StringComparer.Ordinal))
                text.Append("keep   ").Append(path).Append('\n');
            world.Output.Write(Encoding.UTF8.GetBytes(text.ToString()));
            world.Output.Flush();
        }
        var kept = report.Changed.Count + report.Foreign.Count + report.Orphaned.Count;
        world.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{folder}: {report.Written.Count} files {(dryRun ? "would be written" : "written")}, {report.Removed.Count} removed, {report.Unchanged} unchanged, {kept} kept as changed by hand."));
        world.Error.WriteLine();
        world.Error.Write(VerifyText.Write(proof, Severity.Error, world.Colour, $"sluis verify {folder} --show note"));
    }

    /// <summary>"1 284 of 1 284 values accounted: 1 102 exact, 121 adapted, 38 replaced, 23 dropped".</summary>
    internal static string Accounted(Ledger ledger)
    {
        static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
        var done = ledger.Entries.Count;
        return $"{Number(done)} of {Number(done + ledger.Unaccounted.Count)} values accounted: {Number(ledger.Count(Disposition.Exact))} exact, {Number(ledger.Count(Disposition.Adapted))} adapted, {Number(ledger.Count(Disposition.Replaced))} replaced, {Number(ledger.Count(Disposition.Dropped))} dropped";
    }

    private static void Json(Utf8JsonWriter json, Compilation compilation, (WriteReport Report, ProofReport Proof)? written, string folder, bool dryRun, IReadOnlyList<Diagnostic> findings)
    {
        json.WriteString("folder", folder);
        json.WriteBoolean("dryRun", dryRun);
        if (compilation.Ledger is { } ledger)
        {
            json.WriteStartObject("ledger");
            json.WriteNumber("values", ledger.Entries.Count + ledger.Unaccounted.Count);
            json.WriteNumber("accounted", ledger.Entries.Count);
            foreach (var disposition in Enum.GetValues<Disposition>())
                json.WriteNumber(disposition.ToString().ToLowerInvariant(), ledger.Count(disposition));
            json.WriteEndObject();
        }
        if (written is var (report, proof))
        {
            json.WriteNumber("unchanged", report.Unchanged);
            foreach (var (name, paths) in ((string, IReadOnlyList<string>)[])
                [("written", report.Written), ("removed", report.Removed), ("changedByHand", report.Changed), ("foreign", report.Foreign), ("orphaned", report.Orphaned)])
            {
                json.WriteStartArray(name);
                foreach (var path in paths)
                    json.WriteStringValue(path);
                json.WriteEndArray();
            }
            json.WriteStartObject("verification");
            VerifyJson.Summary(json, proof);
            FindingsJson.Write(json, [.. proof.Findings.Select(proof.Shown)]);
            json.WriteEndObject();
        }
        FindingsJson.Write(json, findings);
    }
}
