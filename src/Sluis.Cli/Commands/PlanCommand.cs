using System.CommandLine;
using System.Text;
using Sluis.Cli.Arguments;
using Sluis.Cli.IO;
using Sluis.Cli.Rendering;
using Sluis.Core;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;

namespace Sluis.Cli.Commands;

internal static class PlanCommand
{
    public static Command Build(IWorld world)
    {
        var (platformArguments, intentArguments, sizingArguments) = (new PlatformArguments(), new IntentArguments(), new SizingArguments());
        var format = CommonOptions.Format("text", "text", "json");
        var command = new Command("plan", "Show what would be built and when it moves: decisions with their reasons, namespaces, workloads, what is replaced, waves") { format };
        platformArguments.AddTo(command);
        intentArguments.AddTo(command);
        sizingArguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var findings = new Findings();
            var plan = Read(world, parsed, platformArguments, intentArguments, findings, sizingArguments);
            var sorted = findings.Sorted();
            if (parsed.GetValue(format) == "json")
                JsonOutput.Write(world, json =>
                {
                    if (plan is not null)
                        PlanJson.Write(json, plan);
                    FindingsJson.Write(json, sorted);
                });
            else
            {
                if (plan is not null)
                    world.Output.Write(Encoding.UTF8.GetBytes(PlanText.Write(plan)));
                world.Output.Flush();
                FindingsText.Write(world, sorted);
            }
            return plan is null || findings.HasErrors ? ExitCode.Findings : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Null when the platform cannot be read; a plan with errors is still shown.</summary>
    public static MigrationPlan? Read(IWorld world, ParseResult parsed, PlatformArguments platformArguments, IntentArguments intentArguments, Findings findings, SizingArguments? sizingArguments = null)
    {
        var paths = platformArguments.Paths(parsed, world);
        var intent = intentArguments.Read(parsed, world, paths, findings);
        var platform = SluisCompiler.Understand(world.Sources, paths, platformArguments.Compose(parsed, world), intent, findings).Platform;
        var sizing = sizingArguments?.Read(parsed, world, findings);
        return platform is null ? null : Planner.Plan(platform, intent, findings, sizing);
    }
}
