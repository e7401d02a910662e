// A person's editor on a text: what `edit` opens.
#pragma once

#include <string>
#include <string_view>

#include "fluid/status.h"

namespace fluid::cli {

// $VISUAL, else $EDITOR, else vi; its words are split at blanks, no shell sees them.
std::vector<std::string> EditorWords();

// A text in a file of mode 0600 in the folder for temporary files. The file goes with the object unless it is
// kept.
class EditedFile {
 public:
  static Result<EditedFile> Make(std::string_view text);
  EditedFile(EditedFile&& other) noexcept;
  EditedFile& operator=(EditedFile&&) = delete;
  ~EditedFile();

  Status Replace(std::string_view text);
  // Runs the editor on it and waits for its end, then reads the text. Ctrl-C is the editor's meanwhile.
  Result<std::string> Edit();
  // Leaves the file behind; its path.
  std::string Keep();

 private:
  explicit EditedFile(std::string path) : path_(std::move(path)) {}
  std::string path_;
  bool kept_ = false;
};

}  // namespace fluid::cli
