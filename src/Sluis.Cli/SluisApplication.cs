using System.CommandLine;
using Sluis.Cli.Commands;
using Sluis.Cli.IO;

namespace Sluis.Cli;

/// <summary>The command line: parses, runs a command, and turns a bug into exit code 70 and a plain report.</summary>
internal static class SluisApplication
{
    public static RootCommand BuildRoot(IWorld world, Option<bool> verbose) =>
        new("Move a platform from Docker Compose to Kubernetes: understand it, plan it, write a GitOps repository, prove that nothing was lost.")
        {
            verbose,
            GenerateCommand.Build(world),
            VerifyCommand.Build(world),
            InspectCommand.Build(world),
            PlanCommand.Build(world),
            InitCommand.Build(world),
            ConfigCommand.Build(world),
            ExplainCommand.Build(world),
            CompletionCommand.Build(world),
        };

    public static Option<bool> Verbose() => new("--verbose") { Description = "Show the details of an internal fault", Recursive = true };

    public static int Run(string[] args, IWorld world)
    {
        var verbose = Verbose();
        try
        {
            var parsed = BuildRoot(world, verbose).Parse(args);
            if (parsed.Errors.Count == 0)
                return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            foreach (var error in parsed.Errors)
                world.Error.WriteLine($"sluis: {error.Message}");
            world.Error.WriteLine("Run 'sluis --help', or '--help' after a command, for what it takes.");
            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (IOException e) when (e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal))
        {
            return ExitCode.Done;
        }
        catch (Exception e)
        {
            world.Error.WriteLine($"sluis: internal fault ({e.GetType().Name}): this is a bug of ours, not of your input.");
            world.Error.WriteLine(args.Contains("--verbose") ? e.ToString() : "Run again with --verbose and report what it prints.");
            return ExitCode.Bug;
        }
    }
}
