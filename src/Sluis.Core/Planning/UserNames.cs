using System.Globalization;

namespace Sluis.Core.Planning;

/// <summary>Users as the numbers that kubelet needs.</summary>
internal static class UserNames
{
    /// <summary>Null: only the image knows.</summary>
    public static long? Number(string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? user : user[..colon];
        return Plain(name) ?? name switch
        {
            // The same in every image that has the name.
            "root" => 0,
            "node" => 1000,
            "nobody" => 65534,
            "nonroot" => 65532,
            _ => null,
        };
    }

    public static long? Plain(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number : null;
}
