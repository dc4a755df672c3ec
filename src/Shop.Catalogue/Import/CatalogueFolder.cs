using System.Text;
using System.Text.Json;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;

namespace Shop.Catalogue.Import;

/// <summary>Everything a folder of catalogue files says, or all mistakes in them. Reads files only.</summary>
internal sealed class CatalogueFolder
{
    private const long MostBytes = 1_000_000;
    private readonly List<ImportFault> _faults = [];
    private readonly string _folder;

    private CatalogueFolder(string folder) => _folder = folder;

    public IReadOnlyList<ImportFault> Faults => _faults;

    /// <summary>Null when there are faults.</summary>
    public ReferenceData? Reference { get; private set; }

    public IReadOnlyList<ServiceDefinition> Services { get; private set; } = [];

    public static CatalogueFolder Read(string folder)
    {
        var read = new CatalogueFolder(folder);
        if (!Directory.Exists(folder)) read._faults.Add(new ImportFault(folder, "", "the folder does not exist", "the folder of the catalogue files"));
        else read.ReadAll();
        return read;
    }

    private void ReadAll()
    {
        var council = ReadFile("council.json", ReferenceReader.Council);
        var teams = ReadFile("teams.json", ReferenceReader.Teams);
        var categories = ReadFile("categories.json", ReferenceReader.Categories);
        var vatCodes = ReadFile("vat-codes.json", ReferenceReader.VatCodes);
        var ledger = ReadFile("ledger.json", ReferenceReader.Ledger);
        var holidays = ReadFile("bank-holidays.json", ReferenceReader.BankHolidays);
        var synonyms = ReadFile("synonyms.json", ReferenceReader.Synonyms);
        var services = ReadServices(KnownCodes.Of(categories, teams, vatCodes, ledger));
        var ids = services?.Select(s => s.Id).ToList();
        var mostUsed = ReadFile("most-used.json", o => ReferenceReader.MostUsed(o, new KnownIds("a service", ids)));
        var profiles = ReadProfiles();
        if (_faults.Count > 0) return;
        Services = services!;
        Reference = new ReferenceData
        {
            Council = council!,
            Teams = teams!,
            Categories = categories!,
            VatCodes = vatCodes!,
            Ledger = ledger!,
            BankHolidays = holidays!,
            Synonyms = synonyms!,
            MostUsed = mostUsed!,
            ExportProfiles = profiles,
        };
    }

    private List<ServiceDefinition>? ReadServices(KnownCodes known)
    {
        var folder = Path.Combine(_folder, "services");
        if (!Directory.Exists(folder))
        {
            _faults.Add(new ImportFault("services", "", "the folder is missing", "a folder with one file a service"));
            return null;
        }

        var names = Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToList();
        var read = names.Select(name => ReadFile($"services/{name}.json", o => ServiceReader.Read(o, known, name))).ToList();
        if (read.Count == 0) _faults.Add(new ImportFault("services", "", "it has no files", "one file a service"));
        return read.Contains(null) ? null : [.. read.OfType<ServiceDefinition>()];
    }

    /// <summary>A council without a general ledger to export to has no such folder.</summary>
    private List<ExportProfile> ReadProfiles()
    {
        var folder = Path.Combine(_folder, "export-profiles");
        if (!Directory.Exists(folder)) return [];
        var names = Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToList();
        return [.. names.Select(name => ReadFile($"export-profiles/{name}.json", o => LedgerReader.Profile(o, name))).OfType<ExportProfile>()];
    }

    /// <summary>Null when the file could not be read as JSON, or has mistakes of its own.</summary>
    private T? ReadFile<T>(string name, Func<ObjectReader, T> read) where T : class
    {
        var before = _faults.Count;
        if (Parse(name) is not { } document) return null;
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                _faults.Add(new ImportFault(name, "", "it is not a JSON object", "an object { … }"));
                return null;
            }

            var reader = new ObjectReader(document.RootElement, name, "", _faults);
            var result = read(reader);
            reader.Close();
            return _faults.Count == before ? result : null;
        }
    }

    private JsonDocument? Parse(string name)
    {
        var path = Path.Combine(_folder, name);
        const string allowed = "a JSON file in UTF-8, each member once, without comments";
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new InvalidDataException($"it is larger than {MostBytes} bytes");
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            _faults.Add(new ImportFault(name, "", "the file is missing", allowed));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            _faults.Add(new ImportFault(name, "", e.Message.TrimEnd('.'), allowed));
        }

        return null;
    }
}
