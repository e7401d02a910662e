// Two threads count without a lock. Only to be caught.
#include <thread>

int main() {
  int count = 0;
  const auto add = [&count] {
    for (int i = 0; i < 1000; ++i) ++count;
  };
  std::thread first(add), second(add);
  first.join();
  second.join();
  return count < 0;
}
