using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.Platform;

namespace Sluis.Core.Verification;

/// <summary>No secret reaches Git: every known value is looked for in every file, independently of who wrote it and how.</summary>
public static class SecretLeaks
{
    /// <summary>Passwords of so few characters are also parts of other words.</summary>
    private const int ShortestSearched = 8;

    public static void Check(PlatformModel platform, RepositoryTree tree, Findings findings)
    {
        var secrets = new List<PlatformSecret>();
        var values = new List<SensitiveValue>();
        foreach (var secret in platform.Secrets)
            if (secret.Value is { } value && value.Reveal().Trim() is { Length: >= ShortestSearched } text)
            {
                secrets.Add(secret);
                values.Add(new SensitiveValue(text));
            }
        if (secrets.Count == 0)
            return;
        var scanner = new SecretLeakScanner(values);
        var ignored = new GitIgnore(tree);
        HashSet<string>? ordinary = null;
        foreach (var file in tree.Files)
        {
            if (scanner.Find(file.Content.Span) is not { } hit || ignored.Ignores(file.Path))
                continue;
            ordinary ??= Ordinary(platform);
            findings.Add(IsWord(values[hit.Value].Reveal()) || ordinary.Contains(values[hit.Value].Reveal())
                ? SecretLeakDiagnostics.Guessable(secrets[hit.Value], file.Path)
                : SecretLeakDiagnostics.Leaked(secrets[hit.Value], file.Path));
        }
    }

    /// <summary>Names and values worth looking for: no short one, no word, and nothing that is an ordinary value elsewhere.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Searched(PlatformModel platform)
    {
        var searched = new List<KeyValuePair<string, string>>();
        HashSet<string>? ordinary = null;
        foreach (var secret in platform.Secrets)
            if (secret.Value?.Reveal().Trim() is { Length: >= ShortestSearched } text && !IsWord(text) && !(ordinary ??= Ordinary(platform)).Contains(text))
                searched.Add(new(secret.Name.Value, text));
        return searched;
    }

    /// <summary>"access-key", "password": text that the files of any platform hold.</summary>
    private static bool IsWord(string value) => value.Length < 16 && value.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz-_") < 0;

    /// <summary>Names and plain values of the platform: a password that equals one is no secret to anybody.</summary>
    private static HashSet<string> Ordinary(PlatformModel platform)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in platform.Projects)
            words.Add(project.Name);
        foreach (var store in platform.Stores)
            words.Add(store.Name.Value);
        foreach (var network in platform.Networks)
            words.Add(network.Name.Value);
        foreach (var service in platform.Services)
        {
            words.Add(service.Key.Service);
            if (service.Image is { } image)
                words.Add(image.Repository);
            foreach (var variable in service.Environment)
                if (variable.Value?.Literal is { } text)
                    words.Add(text);
        }
        return words;
    }
}
