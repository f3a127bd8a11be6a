using System.CommandLine;
using System.Text;
using Sluis.Cli.IO;

namespace Sluis.Cli.Commands;

/// <summary>
/// Scripts that ask the program itself, through System.CommandLine's <c>[suggest]</c> directive, so that they never grow old.
/// Where it has no suggestion the shell completes file names.
/// </summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # sluis completion for bash. Load it with: source <(sluis completion bash)
        _sluis() {
          local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
          COMPREPLY=($(compgen -W "$(sluis "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
          [ "${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
        }
        complete -o filenames -F _sluis sluis
        """;

    private const string Zsh = """
        #compdef sluis
        # sluis completion for zsh. Load it with: source <(sluis completion zsh)
        _sluis() {
          local -a suggestions
          suggestions=("${(@f)$(sluis "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          if [[ -n "${suggestions[*]}" ]]; then
            compadd -- "${suggestions[@]}"
          fi
          _files
        }
        compdef _sluis sluis
        """;

    private const string Fish = """
        # sluis completion for fish. Load it with: sluis completion fish | source
        function __sluis_suggest
          set -l line (commandline -cp)
          sluis "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c sluis -a "(__sluis_suggest)"
        """;

    private const string PowerShell = """
        # sluis completion for PowerShell. Load it with: sluis completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName sluis -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          sluis "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static Command Build(IWorld world)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or powershell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");
        var command = new Command("completion", "Print a script that lets a shell complete commands and options") { shell };
        command.SetAction(parsed =>
        {
            var script = parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => PowerShell };
            world.Output.Write(Encoding.UTF8.GetBytes(script.ReplaceLineEndings("\n") + "\n"));
            world.Output.Flush();
            return ExitCode.Done;
        });
        return command;
    }
}
