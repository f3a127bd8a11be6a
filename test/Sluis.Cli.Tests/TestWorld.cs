using System.Text;
using Sluis.Cli.IO;
using Sluis.Core.IO;

namespace Sluis.Cli.Tests;

/// <summary>A folder of its own and captured streams.</summary>
internal sealed class TestWorld : IWorld, IDisposable
{
    private readonly MemoryStream output = new();
    private readonly StringWriter error = new();

    public TestWorld()
    {
        Folder = Directory.CreateTempSubdirectory("sluis-").FullName;
        Sources = new Tree(Folder, Variables);
    }

    public string Folder { get; }
    public Dictionary<string, string> Variables { get; } = [];
    public ISourceTree Sources { get; }
    public Stream Output => output;
    public TextWriter Error => error;
    public bool Colour => false;
    public bool OutputColour { get; set; }

    public string Printed => Encoding.UTF8.GetString(output.ToArray());
    public string Complained => error.ToString();

    public byte[] ReadInput() => [];

    public TestWorld With(string path, string content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return this;
    }

    public int Run(params string[] args)
    {
        output.SetLength(0);
        error.GetStringBuilder().Clear();
        return SluisApplication.Run(args, this);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class Tree(string folder, Dictionary<string, string> variables) : ISourceTree
    {
        private readonly DiskSourceTree disk = new(folder);
        public string WorkingDirectory => folder;
        public SourceKind Kind(string path) => disk.Kind(path);
        public SourceRead Read(string path) => disk.Read(path);
        public IReadOnlyList<string> List(string path) => disk.List(path);
        public string? Environment(string name) => variables.GetValueOrDefault(name);
    }
}
