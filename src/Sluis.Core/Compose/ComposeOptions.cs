using Sluis.Core.Text;

namespace Sluis.Core.Compose;

/// <summary>What <c>-f</c>, <c>-p</c>, <c>--profile</c>, <c>--env-file</c> and <c>--project-directory</c> say; they mean what they mean to <c>docker compose</c>.</summary>
public sealed record ComposeOptions
{
    /// <summary>Compose files, absolute; "-" is standard input. Empty: find the default names in <see cref="ProjectDirectory"/> and its parents, or <c>COMPOSE_FILE</c>.</summary>
    public EquatableArray<string> Files { get; init; }

    /// <summary>What standard input held, when "-" is among the files.</summary>
    public byte[]? StandardInput { get; init; }

    /// <summary>Absolute. Null: the folder of the first file, or the working directory.</summary>
    public string? ProjectDirectory { get; init; }

    public string? ProjectName { get; init; }

    /// <summary>The name was chosen for the reader's sake, from the file's own; <c>docker compose</c> did not use it.</summary>
    public bool NameIsAssumed { get; init; }

    public EquatableArray<string> Profiles { get; init; }

    /// <summary>Environment files that take the place of <c>.env</c>; absolute.</summary>
    public EquatableArray<string> EnvFiles { get; init; }

    /// <summary>A missing <c>env_file</c> is a warning, so that a platform can be assessed without its secrets at hand.</summary>
    public bool MissingEnvFileIsWarning { get; init; }

    /// <summary>
    /// A variable without a value is a warning for <c>${X:?}</c> too, so that a platform can be assessed without its
    /// secrets at hand; the reference implementation stops.
    /// </summary>
    public bool MissingVariableIsWarning { get; init; }

    /// <summary>Keep services whose profile is not active (<c>docker compose</c> leaves them out); a migration moves them too.</summary>
    public bool AllProfiles { get; init; }
}
