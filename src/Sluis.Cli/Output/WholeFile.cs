namespace Sluis.Cli.Output;

/// <summary>Writes a file so that who reads it meanwhile, or after a crash, sees the old content or the new one.</summary>
internal static class WholeFile
{
    /// <exception cref="OutputRefused">The disk refuses.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
            var aside = path + ".sluis-new";
            File.WriteAllBytes(aside, content);
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputRefused(e is UnauthorizedAccessException ? "permission denied" : e.Message);
        }
    }
}
