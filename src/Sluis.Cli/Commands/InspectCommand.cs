using System.CommandLine;
using System.Text;
using Sluis.Cli.Arguments;
using Sluis.Cli.IO;
using Sluis.Cli.Rendering;
using Sluis.Core;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Commands;

internal static class InspectCommand
{
    public static Command Build(IWorld world)
    {
        var (platformArguments, intentArguments) = (new PlatformArguments(), new IntentArguments());
        var format = CommonOptions.Format("text", "text", "json");
        var command = new Command("inspect", "Show the platform that the Compose files make: services with their roles, stores, routes, edges, secrets (by name) and findings") { format };
        platformArguments.AddTo(command);
        intentArguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var findings = new Findings();
            var paths = platformArguments.Paths(parsed, world);
            var intent = intentArguments.Read(parsed, world, paths, findings);
            var platform = SluisCompiler.Understand(world.Sources, paths, platformArguments.Compose(parsed, world), intent, findings).Platform;
            var sorted = findings.Sorted();
            if (parsed.GetValue(format) == "json")
                JsonOutput.Write(world, json =>
                {
                    if (platform is not null)
                        PlatformJson.Write(json, platform);
                    FindingsJson.Write(json, sorted);
                });
            else
            {
                if (platform is not null)
                    world.Output.Write(Encoding.UTF8.GetBytes(PlatformText.Write(platform)));
                world.Output.Flush();
                FindingsText.Write(world, sorted, Severity.Note);
            }
            return platform is null || findings.HasErrors ? ExitCode.Findings : ExitCode.Done;
        });
        return command;
    }
}
