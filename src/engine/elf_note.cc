#include "src/engine/elf_note.h"

#include <elf.h>
#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <optional>
#include <vector>

#include "fluid/plugin.h"
#include "src/base/strings.h"

namespace fluid::engine {
namespace {

#if defined(__x86_64__)
constexpr int kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr int kMachine = EM_AARCH64;
#elif defined(__riscv)
constexpr int kMachine = EM_RISCV;
#else
#error "name this machine's ELF number here"
#endif
static_assert(sizeof(void*) == 8, "the structs below are those of 64-bit files");

constexpr std::string_view kEntry = "fluid_plugin_v1";
constexpr uint32_t kNoteType = 1;

std::string MachineName(int machine) {
  switch (machine) {
    case EM_X86_64:
      return "x86-64";
    case EM_AARCH64:
      return "aarch64";
    case EM_RISCV:
      return "riscv";
    case EM_386:
      return "i386";
    case EM_ARM:
      return "arm";
    default:
      return fmt::format("ELF machine {}", machine);
  }
}

// The file's bytes with every read checked: offsets in it are whatever its maker wrote.
class Image {
 public:
  explicit Image(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  std::optional<T> Read(uint64_t offset) const {
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) return std::nullopt;
    T value;
    std::memcpy(&value, bytes_.data() + offset, sizeof(T));
    return value;
  }
  std::optional<std::string_view> Slice(uint64_t offset, uint64_t size) const {
    if (offset > bytes_.size() || bytes_.size() - offset < size) return std::nullopt;
    return bytes_.substr(offset, size);
  }
  void AddSegment(const Elf64_Phdr& segment) { segments_.push_back(segment); }
  const std::vector<Elf64_Phdr>& segments() const { return segments_; }
  // Where the byte at a virtual address lies in the file.
  std::optional<uint64_t> OffsetOf(uint64_t address) const {
    for (const Elf64_Phdr& s : segments_) {
      if (s.p_type == PT_LOAD && address >= s.p_vaddr && address - s.p_vaddr < s.p_filesz) {
        return s.p_offset + (address - s.p_vaddr);
      }
    }
    return std::nullopt;
  }

 private:
  std::string_view bytes_;
  std::vector<Elf64_Phdr> segments_;
};

uint64_t Align4(uint64_t n) { return (n + 3) & ~uint64_t{3}; }

// The text of the note named "fluid".
std::optional<std::string> FindNote(const Image& image) {
  for (const Elf64_Phdr& segment : image.segments()) {
    if (segment.p_type != PT_NOTE) continue;
    const std::optional<std::string_view> notes = image.Slice(segment.p_offset, segment.p_filesz);
    if (!notes) continue;
    const Image area(*notes);
    const uint64_t align = segment.p_align == 8 ? 8 : 4;
    for (uint64_t at = 0; at < notes->size();) {
      const std::optional<Elf64_Nhdr> note = area.Read<Elf64_Nhdr>(at);
      if (!note) break;
      const uint64_t name_at = at + sizeof(Elf64_Nhdr);
      const uint64_t text_at = (name_at + note->n_namesz + align - 1) / align * align;
      const auto name = area.Slice(name_at, note->n_namesz);
      const auto text = area.Slice(text_at, note->n_descsz);
      if (!name || !text) break;
      if (*name == std::string_view("fluid", 6) && note->n_type == kNoteType) {
        return std::string(text->substr(0, text->find('\0')));
      }
      at = align == 8 ? (text_at + note->n_descsz + 7) & ~uint64_t{7} : Align4(text_at + note->n_descsz);
    }
  }
  return std::nullopt;
}

// How many dynamic symbols there are: told by the hash table only.
std::optional<uint64_t> CountSymbols(const Image& image, uint64_t sysv_hash, uint64_t gnu_hash) {
  if (sysv_hash != 0) {
    const auto at = image.OffsetOf(sysv_hash);
    if (!at) return std::nullopt;
    return image.Read<uint32_t>(*at + 4);
  }
  if (gnu_hash == 0) return std::nullopt;
  const auto at = image.OffsetOf(gnu_hash);
  if (!at) return std::nullopt;
  const auto buckets = image.Read<uint32_t>(*at);
  const auto first = image.Read<uint32_t>(*at + 4);
  const auto bloom_words = image.Read<uint32_t>(*at + 8);
  if (!buckets || !first || !bloom_words) return std::nullopt;
  const uint64_t buckets_at = *at + 16 + uint64_t{*bloom_words} * 8;
  uint64_t last = 0;
  for (uint64_t i = 0; i < *buckets; ++i) {
    const auto chain = image.Read<uint32_t>(buckets_at + i * 4);
    if (!chain) return std::nullopt;
    last = std::max<uint64_t>(last, *chain);
  }
  if (last < *first) return *first;  // nothing is exported
  const uint64_t chains_at = buckets_at + uint64_t{*buckets} * 4;
  for (;; ++last) {  // the last chain ends at an odd word
    const auto word = image.Read<uint32_t>(chains_at + (last - *first) * 4);
    if (!word) return std::nullopt;
    if (*word & 1) return last + 1;
  }
}

bool Exports(const Image& image, std::string_view wanted) {
  uint64_t symbols = 0, names = 0, names_size = 0, sysv_hash = 0, gnu_hash = 0;
  for (const Elf64_Phdr& segment : image.segments()) {
    if (segment.p_type != PT_DYNAMIC) continue;
    for (uint64_t at = 0; at + sizeof(Elf64_Dyn) <= segment.p_filesz; at += sizeof(Elf64_Dyn)) {
      const auto entry = image.Read<Elf64_Dyn>(segment.p_offset + at);
      if (!entry || entry->d_tag == DT_NULL) break;
      switch (entry->d_tag) {
        case DT_SYMTAB:
          symbols = entry->d_un.d_ptr;
          break;
        case DT_STRTAB:
          names = entry->d_un.d_ptr;
          break;
        case DT_STRSZ:
          names_size = entry->d_un.d_val;
          break;
        case DT_HASH:
          sysv_hash = entry->d_un.d_ptr;
          break;
        case DT_GNU_HASH:
          gnu_hash = entry->d_un.d_ptr;
          break;
        default:
          break;
      }
    }
  }
  const auto symbols_at = image.OffsetOf(symbols);
  const auto names_at = image.OffsetOf(names);
  const auto count = CountSymbols(image, sysv_hash, gnu_hash);
  if (!symbols_at || !names_at || !count) return false;
  const auto table = image.Slice(*names_at, names_size);
  if (!table) return false;
  for (uint64_t i = 0; i < *count; ++i) {
    const auto symbol = image.Read<Elf64_Sym>(*symbols_at + i * sizeof(Elf64_Sym));
    if (!symbol) return false;
    if (symbol->st_shndx == SHN_UNDEF || symbol->st_name >= table->size()) continue;
    const std::string_view rest = table->substr(symbol->st_name);
    if (rest.substr(0, rest.find('\0')) == wanted && ELF64_ST_TYPE(symbol->st_info) == STT_FUNC) return true;
  }
  return false;
}

// "abi=1.0;id=com.example.engine;version=0.1.0;isolation=any". Words of later minors are passed over.
bool ParseNote(std::string_view text, PluginNote* note) {
  bool abi = false;
  for (const std::string_view word : Split(text, ';')) {
    const size_t equals = word.find('=');
    if (equals == word.npos) return false;
    const std::string_view key = word.substr(0, equals), value = word.substr(equals + 1);
    if (key == "abi") {
      const char* end = value.data() + value.size();
      const auto major = std::from_chars(value.data(), end, note->abi_major);
      if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return false;
      const auto minor = std::from_chars(major.ptr + 1, end, note->abi_minor);
      if (minor.ec != std::errc() || minor.ptr != end) return false;
      abi = true;
    } else if (key == "id") {
      note->id = value;
    } else if (key == "version") {
      note->version = value;
    } else if (key == "isolation") {
      note->own_process = value == "process";
    }
  }
  return abi && !note->id.empty() && !note->version.empty();
}

Status Refuse(const std::string& path, std::string_view found, std::string_view needed) {
  return FailedPrecondition(fmt::format("load plugin {}: {}; {}", path, found, needed));
}

}  // namespace

Result<PluginNote> ReadPluginNote(std::string_view file, const std::string& path) {
  Image image(file);
  const auto header = image.Read<Elf64_Ehdr>(0);
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) {
    return Refuse(path, "it is no ELF file",
                  "a shared object built from fluid/plugin.h is needed; install the plugin's .so here");
  }
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
      header->e_machine != kMachine) {
    return Refuse(path,
                  fmt::format("it is for {}{}", MachineName(header->e_machine),
                              header->e_ident[EI_CLASS] == ELFCLASS64 ? "" : ", not 64 bit"),
                  fmt::format("{} is needed; install the build for this machine", MachineName(kMachine)));
  }
  if (header->e_type != ET_DYN) {
    return Refuse(path, fmt::format("it is an ELF file of type {}", header->e_type),
                  "a shared object is needed; link it with -shared");
  }
  for (uint32_t i = 0; i < header->e_phnum; ++i) {
    const auto segment = image.Read<Elf64_Phdr>(header->e_phoff + uint64_t{i} * header->e_phentsize);
    if (!segment)
      return Refuse(path, "its program headers lie outside the file", "install it again, it is cut short");
    image.AddSegment(*segment);
  }
  const std::optional<std::string> text = FindNote(image);
  if (!text) {
    return Refuse(path, "it has no note \"fluid\"",
                  "FLUID_PLUGIN_NOTE(\"abi=...;id=...;version=...\") in its source is needed");
  }
  PluginNote note;
  if (!ParseNote(*text, &note)) {
    return Refuse(path, fmt::format("its note reads \"{}\"", *text),
                  "abi=MAJOR.MINOR;id=ID;version=VERSION is needed; correct its FLUID_PLUGIN_NOTE");
  }
  if (note.abi_major != static_cast<int>(FLUID_ABI_MAJOR)) {
    return Refuse(
        path, fmt::format("it is for major {} of the plugin ABI", note.abi_major),
        fmt::format("{} is needed; install the build of the plugin for this fluid", FLUID_ABI_MAJOR));
  }
  if (!Exports(image, kEntry)) {
    return Refuse(path, fmt::format("it does not export the function {}", kEntry),
                  "this function is the plugin's entry; define it with FLUID_EXPORT and don't strip it");
  }
  return note;
}

}  // namespace fluid::engine
