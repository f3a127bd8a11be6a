using Sluis.Core.IO;

namespace Sluis.Cli.IO;

/// <summary>All that a command touches outside itself; tests give it streams and a folder of their own.</summary>
internal interface IWorld
{
    ISourceTree Sources { get; }
    Stream Output { get; }
    TextWriter Error { get; }
    bool Colour { get; }
    /// <summary>Colour for what goes to <see cref="Output"/>.</summary>
    bool OutputColour { get; }
    byte[] ReadInput();
}

internal sealed class ConsoleWorld : IWorld
{
    private readonly Lazy<TextWriter> error = new(() => new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });

    public ISourceTree Sources { get; } = new DiskSourceTree(Directory.GetCurrentDirectory());
    public Stream Output { get; } = Console.OpenStandardOutput();
    public TextWriter Error => error.Value;
    public bool Colour => !Console.IsErrorRedirected && ColourIsWanted;
    public bool OutputColour => !Console.IsOutputRedirected && ColourIsWanted;

    /// <summary>https://no-color.org</summary>
    private static bool ColourIsWanted => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public byte[] ReadInput()
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }
}
