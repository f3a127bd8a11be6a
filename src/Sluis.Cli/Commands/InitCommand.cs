using System.CommandLine;
using Sluis.Cli.Arguments;
using Sluis.Cli.IO;
using Sluis.Cli.Rendering;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;

namespace Sluis.Cli.Commands;

internal static class InitCommand
{
    public static Command Build(IWorld world)
    {
        var (platformArguments, intentArguments) = (new PlatformArguments(), new IntentArguments());
        var output = new Option<string?>("--output", "-o") { Description = "File to write (default: sluis.yaml in the first PATH); - is standard output", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Overwrite a file that exists" };
        var command = new Command("init", "Write sluis.yaml: every choice with its default and the reason for it, and the JSON Schema that lets an editor complete it") { output, force };
        platformArguments.AddTo(command);
        intentArguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var findings = new Findings();
            var plan = PlanCommand.Read(world, parsed, platformArguments, intentArguments, findings);
            if (plan is not null && !findings.HasErrors)
                Write(world, parsed.GetValue(output), IntentArguments.FolderOf(world.Sources, platformArguments.Paths(parsed, world)[0]), parsed.GetValue(force), plan, findings);
            FindingsText.Write(world, findings.Sorted(), Severity.Error);
            return plan is null || findings.HasErrors ? ExitCode.Findings : ExitCode.Done;
        });
        return command;
    }

    private static void Write(IWorld world, string? output, string folder, bool force, MigrationPlan plan, Findings findings)
    {
        var content = IntentTemplate.Write(plan);
        if (output == "-")
        {
            world.Output.Write(content);
            world.Output.Flush();
            return;
        }
        var file = output is null ? $"{folder}/{IntentArguments.FileName}" : Path.GetFullPath(output, world.Sources.WorkingDirectory);
        var shown = IntentArguments.Shown(world, file);
        if (File.Exists(file) && !force)
        {
            findings.Add(ToolDiagnostics.IntentExists(shown));
            return;
        }
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "/");
            File.WriteAllBytes(file, content);
            File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(file) ?? "/", IntentSchema.FileName), IntentSchema.Json());
            world.Error.WriteLine($"{shown} written; edit what you want otherwise, then run sluis generate.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(ToolDiagnostics.Refused(shown, e is UnauthorizedAccessException ? "permission denied" : e.Message));
        }
    }
}
