namespace Livepeer.Custody.Keystore;

/// <summary>Turns what the file system says into what an operator can act on.</summary>
internal static class KeystoreFault
{
    /// <summary>Runs an access to a file.</summary>
    public static T Guard<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeystoreException(KeystoreProblem.Missing, $"There is no file or no folder for {path}.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new KeystoreException(KeystoreProblem.Inaccessible, $"{path} is a folder or may not be accessed by this user.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new KeystoreException(KeystoreProblem.Malformed, exception.Message, exception);
        }
        catch (IOException exception)
        {
            throw new KeystoreException(KeystoreProblem.Inaccessible, $"Accessing {path} failed: {exception.Message}", exception);
        }
    }
}
