using System.CommandLine;
using Sluis.Cli.IO;
using Sluis.Core.Compose;

namespace Sluis.Cli.Arguments;

/// <summary>What makes a platform: the paths, and the options of <c>docker compose</c>.</summary>
internal sealed class PlatformArguments
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Compose files or folders; several projects make one platform (default: the current folder)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly ComposeArguments compose = new();

    /// <summary>An option that is misspelt is not a path.</summary>
    public PlatformArguments() => paths.Validators.Add(static result =>
    {
        foreach (var token in result.Tokens)
            if (token.Value.StartsWith('-'))
                result.AddError($"Unrecognized option '{token.Value}'.");
    });

    public void AddTo(Command command)
    {
        command.Arguments.Add(paths);
        compose.AddTo(command);
    }

    /// <summary>Absolute, without a slash at the end.</summary>
    public IReadOnlyList<string> Paths(ParseResult parsed, IWorld world)
    {
        var given = parsed.GetValue(paths) ?? [];
        return given.Length == 0
            ? [world.Sources.WorkingDirectory]
            : [.. given.Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p, world.Sources.WorkingDirectory)))];
    }

    public ComposeOptions Compose(ParseResult parsed, IWorld world) => compose.Read(parsed, world, assess: true);
}
