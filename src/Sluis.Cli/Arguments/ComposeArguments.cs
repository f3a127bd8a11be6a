using System.CommandLine;
using Sluis.Cli.IO;
using Sluis.Core.Compose;
using Sluis.Core.Text;

namespace Sluis.Cli.Arguments;

/// <summary>The options that mean what they mean to <c>docker compose</c>.</summary>
internal sealed class ComposeArguments
{
    private readonly Option<string[]> files = new("--file", "-f") { Description = "Compose file; may be given several times, - is standard input", HelpName = "FILE" };
    private readonly Option<string?> name = new("--project-name", "-p") { Description = "Project name", HelpName = "NAME" };
    private readonly Option<string[]> profiles = new("--profile") { Description = "Profile to enable; may be given several times", HelpName = "NAME" };
    private readonly Option<string[]> envFiles = new("--env-file") { Description = "Environment file in place of .env; may be given several times", HelpName = "FILE" };
    private readonly Option<string?> directory = new("--project-directory") { Description = "Folder that relative paths start from (default: that of the first Compose file)", HelpName = "FOLDER" };
    private readonly Option<string?> missingEnvFile = new("--missing-env-file") { Description = "What a missing env_file is: error or warn", HelpName = "error|warn" };

    public void AddTo(Command command)
    {
        missingEnvFile.AcceptOnlyFromAmong("error", "warn");
        command.Options.Add(files);
        command.Options.Add(name);
        command.Options.Add(profiles);
        command.Options.Add(envFiles);
        command.Options.Add(directory);
        command.Options.Add(missingEnvFile);
    }

    /// <param name="assess">A missing env_file or required variable is a warning unless told otherwise.</param>
    public ComposeOptions Read(ParseResult parsed, IWorld world, bool assess)
    {
        string Absolute(string path) => path == "-" ? path : Path.GetFullPath(path, world.Sources.WorkingDirectory);
        var named = parsed.GetValue(files) ?? [];
        return new ComposeOptions
        {
            Files = named.Select(Absolute).ToEquatableArray(),
            StandardInput = named.Contains("-") ? world.ReadInput() : null,
            ProjectName = parsed.GetValue(name),
            ProjectDirectory = parsed.GetValue(directory) is { } folder ? Absolute(folder) : null,
            Profiles = (parsed.GetValue(profiles) ?? []).ToEquatableArray(),
            EnvFiles = (parsed.GetValue(envFiles) ?? []).Select(Absolute).ToEquatableArray(),
            MissingEnvFileIsWarning = parsed.GetValue(missingEnvFile) is { } choice ? choice == "warn" : assess,
            MissingVariableIsWarning = assess,
            AllProfiles = assess && (parsed.GetValue(profiles) ?? []).Length == 0,
        };
    }
}
