using System.CommandLine;
using Sluis.Cli.Arguments;
using Sluis.Cli.IO;
using Sluis.Cli.Rendering;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Yaml;

namespace Sluis.Cli.Commands;

internal static class ConfigCommand
{
    public static Command Build(IWorld world)
    {
        var compose = new ComposeArguments();
        var format = CommonOptions.Format("yaml", "yaml", "json");
        var command = new Command("config", "Print the resolved Compose model, equal to what docker compose resolves") { format };
        compose.AddTo(command);
        command.SetAction(parsed =>
        {
            var findings = new Findings();
            var project = ComposeReader.Read(world.Sources, compose.Read(parsed, world, assess: false), findings);
            var json = parsed.GetValue(format) == "json";
            if (project is not null && json)
                findings.AddRange(ComposeJson.Unprintable(project));
            FindingsText.Write(world, findings.Sorted());
            if (project is null || findings.HasErrors)
                return ExitCode.Findings;
            var text = json ? [.. ComposeJson.Write(project), (byte)'\n'] : YamlWriter.Write(ComposeJson.ForYaml(project));
            world.Output.Write(text);
            world.Output.Flush();
            return ExitCode.Done;
        });
        return command;
    }
}
