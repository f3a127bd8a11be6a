namespace Sluis.Core.Platform;

/// <summary>A service's identity: names repeat across projects, so the project belongs to it.</summary>
public readonly record struct ServiceKey(string Project, string Service) : IComparable<ServiceKey>
{
    public int CompareTo(ServiceKey other)
    {
        var byProject = string.CompareOrdinal(Project, other.Project);
        return byProject != 0 ? byProject : string.CompareOrdinal(Service, other.Service);
    }

    public static bool operator <(ServiceKey left, ServiceKey right) => left.CompareTo(right) < 0;
    public static bool operator >(ServiceKey left, ServiceKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(ServiceKey left, ServiceKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(ServiceKey left, ServiceKey right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Project}/{Service}";
}

/// <summary>A volume or network by the name the container engine knows it by: external ones are shared by projects.</summary>
public readonly record struct StoreName(string Value)
{
    public override string ToString() => Value;
}

/// <inheritdoc cref="StoreName"/>
public readonly record struct NetworkName(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The name of a secret in the platform, for example <c>RENTGUY_DB_PASSWORD</c>: never its value.</summary>
public readonly record struct SecretName(string Value)
{
    public override string ToString() => Value;
}
