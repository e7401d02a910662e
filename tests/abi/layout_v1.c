/* The layout of version 1.0 of the plugin ABI: sizes, alignments, offsets and constants, on machines with 64 bits. It was
 * written when 1.0 was fixed and does not change any more: what is added to the ABI gets a file of its own, and a line
 * here that has to change means a new major. */
#include "fluid/plugin.h"

#if UINTPTR_MAX == UINT64_MAX
#define SIZE(type, size, alignment) \
  _Static_assert(sizeof(type) == (size) && _Alignof(type) == (alignment), #type)
#define AT(type, field, offset) _Static_assert(offsetof(type, field) == (offset), #type "." #field)
#define IS(constant, value) _Static_assert((constant) == (value), #constant)


SIZE(fluid_str, 16, 8);
AT(fluid_str, ptr, 0);
AT(fluid_str, len, 8);

SIZE(fluid_kv, 32, 8);
AT(fluid_kv, key, 0);
AT(fluid_kv, value, 16);

SIZE(fluid_secret, 32, 8);
AT(fluid_secret, key, 0);
AT(fluid_secret, ref, 16);

SIZE(fluid_call, 64, 8);
AT(fluid_call, struct_size, 0);
AT(fluid_call, reserved, 4);
AT(fluid_call, deadline_ns, 8);
AT(fluid_call, host_data, 16);
AT(fluid_call, trace, 24);
AT(fluid_call, fail, 40);
AT(fluid_call, detail, 48);
AT(fluid_call, cancelled, 56);

SIZE(fluid_bytes_sink, 16, 8);
AT(fluid_bytes_sink, host_data, 0);
AT(fluid_bytes_sink, write, 8);

SIZE(fluid_tier, 56, 8);
AT(fluid_tier, struct_size, 0);
AT(fluid_tier, kind, 4);
AT(fluid_tier, quota_bytes, 8);
AT(fluid_tier, high, 16);
AT(fluid_tier, low, 20);
AT(fluid_tier, medium, 24);
AT(fluid_tier, path, 40);

SIZE(fluid_mount, 96, 8);
AT(fluid_mount, struct_size, 0);
AT(fluid_mount, flags, 4);
AT(fluid_mount, generation, 8);
AT(fluid_mount, name, 16);
AT(fluid_mount, uri, 32);
AT(fluid_mount, path, 48);
AT(fluid_mount, options, 64);
AT(fluid_mount, option_count, 72);
AT(fluid_mount, secrets, 80);
AT(fluid_mount, secret_count, 88);

SIZE(fluid_part, 80, 8);
AT(fluid_part, struct_size, 0);
AT(fluid_part, flags, 4);
AT(fluid_part, replicas, 8);
AT(fluid_part, reserved, 12);
AT(fluid_part, name, 16);
AT(fluid_part, image, 32);
AT(fluid_part, options, 48);
AT(fluid_part, option_count, 56);
AT(fluid_part, tiers, 64);
AT(fluid_part, tier_count, 72);

SIZE(fluid_user, 8, 4);
AT(fluid_user, uid, 0);
AT(fluid_user, gid, 4);

SIZE(fluid_spec, 160, 8);
AT(fluid_spec, struct_size, 0);
AT(fluid_spec, reserved, 4);
AT(fluid_spec, generation, 8);
AT(fluid_spec, name, 16);
AT(fluid_spec, space, 32);
AT(fluid_spec, uid, 48);
AT(fluid_spec, version, 64);
AT(fluid_spec, parts, 80);
AT(fluid_spec, part_count, 88);
AT(fluid_spec, mounts, 96);
AT(fluid_spec, mount_count, 104);
AT(fluid_spec, options, 112);
AT(fluid_spec, option_count, 120);
AT(fluid_spec, secrets, 128);
AT(fluid_spec, secret_count, 136);
AT(fluid_spec, run_as, 144);
AT(fluid_spec, restore, 152);

SIZE(fluid_instance, 80, 8);
AT(fluid_instance, struct_size, 0);
AT(fluid_instance, scope, 4);
AT(fluid_instance, flags, 8);
AT(fluid_instance, reserved, 12);
AT(fluid_instance, node, 16);
AT(fluid_instance, state_dir, 32);
AT(fluid_instance, tiers, 48);
AT(fluid_instance, tier_count, 56);
AT(fluid_instance, dirs, 64);
AT(fluid_instance, dir_count, 72);

SIZE(fluid_port, 24, 8);
AT(fluid_port, name, 0);
AT(fluid_port, number, 16);
AT(fluid_port, flags, 20);

SIZE(fluid_volume, 64, 8);
AT(fluid_volume, name, 0);
AT(fluid_volume, source, 16);
AT(fluid_volume, target, 32);
AT(fluid_volume, bytes, 48);
AT(fluid_volume, kind, 56);
AT(fluid_volume, flags, 60);

SIZE(fluid_file, 40, 8);
AT(fluid_file, path, 0);
AT(fluid_file, content, 16);
AT(fluid_file, mode, 32);
AT(fluid_file, flags, 36);

SIZE(fluid_check, 72, 8);
AT(fluid_check, struct_size, 0);
AT(fluid_check, kind, 4);
AT(fluid_check, every_ns, 8);
AT(fluid_check, timeout_ns, 16);
AT(fluid_check, port, 24);
AT(fluid_check, path, 40);
AT(fluid_check, argv, 56);
AT(fluid_check, argc, 64);

SIZE(fluid_component, 240, 8);
AT(fluid_component, struct_size, 0);
AT(fluid_component, flags, 4);
AT(fluid_component, run, 8);
AT(fluid_component, role, 12);
AT(fluid_component, replicas, 16);
AT(fluid_component, reserved, 20);
AT(fluid_component, stop_grace_ns, 24);
AT(fluid_component, name, 32);
AT(fluid_component, image, 48);
AT(fluid_component, of, 64);
AT(fluid_component, argv, 80);
AT(fluid_component, argc, 88);
AT(fluid_component, env, 96);
AT(fluid_component, env_count, 104);
AT(fluid_component, secrets, 112);
AT(fluid_component, secret_count, 120);
AT(fluid_component, ports, 128);
AT(fluid_component, port_count, 136);
AT(fluid_component, volumes, 144);
AT(fluid_component, volume_count, 152);
AT(fluid_component, files, 160);
AT(fluid_component, file_count, 168);
AT(fluid_component, resources, 176);
AT(fluid_component, resource_count, 184);
AT(fluid_component, after, 192);
AT(fluid_component, after_count, 200);
AT(fluid_component, stop_argv, 208);
AT(fluid_component, stop_argc, 216);
AT(fluid_component, ready, 224);
AT(fluid_component, alive, 232);

SIZE(fluid_offer, 32, 8);
AT(fluid_offer, struct_size, 0);
AT(fluid_offer, scope, 4);
AT(fluid_offer, bits, 8);
AT(fluid_offer, id, 16);

SIZE(fluid_access, 72, 8);
AT(fluid_access, struct_size, 0);
AT(fluid_access, flags, 4);
AT(fluid_access, kind, 8);
AT(fluid_access, uri, 24);
AT(fluid_access, env, 40);
AT(fluid_access, env_count, 48);
AT(fluid_access, volumes, 56);
AT(fluid_access, volume_count, 64);

SIZE(fluid_plan_sink, 40, 8);
AT(fluid_plan_sink, struct_size, 0);
AT(fluid_plan_sink, reserved, 4);
AT(fluid_plan_sink, host_data, 8);
AT(fluid_plan_sink, component, 16);
AT(fluid_plan_sink, offer, 24);
AT(fluid_plan_sink, access, 32);

SIZE(fluid_interface, 16, 8);
AT(fluid_interface, id, 0);
AT(fluid_interface, table, 8);

SIZE(fluid_health, 16, 8);
AT(fluid_health, struct_size, 0);
AT(fluid_health, state, 4);
AT(fluid_health, generation, 8);

SIZE(fluid_plugin, 104, 8);
AT(fluid_plugin, magic, 0);
AT(fluid_plugin, struct_size, 8);
AT(fluid_plugin, abi_major, 12);
AT(fluid_plugin, abi_minor, 16);
AT(fluid_plugin, min_host_minor, 20);
AT(fluid_plugin, id, 24);
AT(fluid_plugin, version, 32);
AT(fluid_plugin, vendor, 40);
AT(fluid_plugin, interfaces, 48);
AT(fluid_plugin, validate, 56);
AT(fluid_plugin, plan, 64);
AT(fluid_plugin, create, 72);
AT(fluid_plugin, probe, 80);
AT(fluid_plugin, teardown, 88);
AT(fluid_plugin, destroy, 96);

SIZE(fluid_host, 40, 8);
AT(fluid_host, magic, 0);
AT(fluid_host, struct_size, 8);
AT(fluid_host, abi_major, 12);
AT(fluid_host, abi_minor, 16);
AT(fluid_host, reserved, 20);
AT(fluid_host, host_data, 24);
AT(fluid_host, query_interface, 32);

SIZE(fluid_host_log_v1, 16, 8);
AT(fluid_host_log_v1, enabled, 0);
AT(fluid_host_log_v1, write, 8);

SIZE(fluid_host_call_v1, 16, 8);
AT(fluid_host_call_v1, begin, 0);
AT(fluid_host_call_v1, end, 8);

SIZE(fluid_host_secrets_v1, 8, 8);
AT(fluid_host_secrets_v1, read, 0);

SIZE(fluid_running, 96, 8);
AT(fluid_running, struct_size, 0);
AT(fluid_running, state, 4);
AT(fluid_running, started_ns, 8);
AT(fluid_running, component, 16);
AT(fluid_running, key, 32);
AT(fluid_running, node, 48);
AT(fluid_running, address, 64);
AT(fluid_running, ports, 80);
AT(fluid_running, port_count, 88);

SIZE(fluid_running_sink, 16, 8);
AT(fluid_running_sink, host_data, 0);
AT(fluid_running_sink, running, 8);

SIZE(fluid_exec, 96, 8);
AT(fluid_exec, struct_size, 0);
AT(fluid_exec, flags, 4);
AT(fluid_exec, component, 8);
AT(fluid_exec, key, 24);
AT(fluid_exec, argv, 40);
AT(fluid_exec, argc, 48);
AT(fluid_exec, secrets, 56);
AT(fluid_exec, secret_count, 64);
AT(fluid_exec, out, 72);
AT(fluid_exec, err, 80);
AT(fluid_exec, exit_code, 88);
AT(fluid_exec, reserved, 92);

SIZE(fluid_host_components_v1, 16, 8);
AT(fluid_host_components_v1, list, 0);
AT(fluid_host_components_v1, exec, 8);

SIZE(fluid_host_events_v1, 8, 8);
AT(fluid_host_events_v1, emit, 0);

SIZE(fluid_mount_report, 80, 8);
AT(fluid_mount_report, struct_size, 0);
AT(fluid_mount_report, state, 4);
AT(fluid_mount_report, generation, 8);
AT(fluid_mount_report, open_files, 16);
AT(fluid_mount_report, why, 24);
AT(fluid_mount_report, reserved, 28);
AT(fluid_mount_report, path, 32);
AT(fluid_mount_report, uri, 48);
AT(fluid_mount_report, message, 64);

SIZE(fluid_mount_sink, 16, 8);
AT(fluid_mount_sink, host_data, 0);
AT(fluid_mount_sink, mount, 8);

SIZE(fluid_live_v1, 16, 8);
AT(fluid_live_v1, apply, 0);
AT(fluid_live_v1, report, 8);

SIZE(fluid_cache_usage, 88, 8);
AT(fluid_cache_usage, struct_size, 0);
AT(fluid_cache_usage, known, 4);
AT(fluid_cache_usage, as_of_ns, 8);
AT(fluid_cache_usage, capacity_bytes, 16);
AT(fluid_cache_usage, cached_bytes, 24);
AT(fluid_cache_usage, total_bytes, 32);
AT(fluid_cache_usage, total_files, 40);
AT(fluid_cache_usage, hits, 48);
AT(fluid_cache_usage, misses, 56);
AT(fluid_cache_usage, hit_bytes, 64);
AT(fluid_cache_usage, miss_bytes, 72);
AT(fluid_cache_usage, remote_hit_bytes, 80);

SIZE(fluid_block, 40, 8);
AT(fluid_block, node, 0);
AT(fluid_block, offset, 16);
AT(fluid_block, length, 24);
AT(fluid_block, tier, 32);
AT(fluid_block, flags, 36);

SIZE(fluid_usage_sink, 16, 8);
AT(fluid_usage_sink, host_data, 0);
AT(fluid_usage_sink, node, 8);

SIZE(fluid_block_sink, 16, 8);
AT(fluid_block_sink, host_data, 0);
AT(fluid_block_sink, block, 8);

SIZE(fluid_cache_v1, 24, 8);
AT(fluid_cache_v1, usage, 0);
AT(fluid_cache_v1, nodes, 8);
AT(fluid_cache_v1, locate, 16);

SIZE(fluid_target, 24, 8);
AT(fluid_target, path, 0);
AT(fluid_target, replicas, 16);
AT(fluid_target, flags, 20);

SIZE(fluid_job_spec, 104, 8);
AT(fluid_job_spec, struct_size, 0);
AT(fluid_job_spec, kind, 4);
AT(fluid_job_spec, flags, 8);
AT(fluid_job_spec, parallelism, 12);
AT(fluid_job_spec, bytes_per_second, 16);
AT(fluid_job_spec, id, 24);
AT(fluid_job_spec, targets, 40);
AT(fluid_job_spec, target_count, 48);
AT(fluid_job_spec, nodes, 56);
AT(fluid_job_spec, node_count, 64);
AT(fluid_job_spec, options, 72);
AT(fluid_job_spec, option_count, 80);
AT(fluid_job_spec, from, 88);
AT(fluid_job_spec, to, 96);

SIZE(fluid_job_status, 48, 8);
AT(fluid_job_status, struct_size, 0);
AT(fluid_job_status, phase, 4);
AT(fluid_job_status, result, 8);
AT(fluid_job_status, known, 12);
AT(fluid_job_status, bytes_done, 16);
AT(fluid_job_status, bytes_total, 24);
AT(fluid_job_status, files_done, 32);
AT(fluid_job_status, files_total, 40);

SIZE(fluid_jobs_v1, 32, 8);
AT(fluid_jobs_v1, start, 0);
AT(fluid_jobs_v1, status, 8);
AT(fluid_jobs_v1, cancel, 16);
AT(fluid_jobs_v1, forget, 24);

SIZE(fluid_jobs_plan_v1, 16, 8);
AT(fluid_jobs_plan_v1, plan, 0);
AT(fluid_jobs_plan_v1, progress, 8);

SIZE(fluid_stat, 88, 8);
AT(fluid_stat, struct_size, 0);
AT(fluid_stat, known, 4);
AT(fluid_stat, mode, 8);
AT(fluid_stat, nlink, 12);
AT(fluid_stat, uid, 16);
AT(fluid_stat, gid, 20);
AT(fluid_stat, size, 24);
AT(fluid_stat, ino, 32);
AT(fluid_stat, blocks, 40);
AT(fluid_stat, version, 48);
AT(fluid_stat, mtime_ns, 56);
AT(fluid_stat, ctime_ns, 64);
AT(fluid_stat, atime_ns, 72);
AT(fluid_stat, valid_ns, 80);

SIZE(fluid_statfs, 40, 8);
AT(fluid_statfs, struct_size, 0);
AT(fluid_statfs, known, 4);
AT(fluid_statfs, bytes, 8);
AT(fluid_statfs, bytes_free, 16);
AT(fluid_statfs, files, 24);
AT(fluid_statfs, files_free, 32);

SIZE(fluid_entry_sink, 16, 8);
AT(fluid_entry_sink, host_data, 0);
AT(fluid_entry_sink, entry, 8);

SIZE(fluid_data_v1, 64, 8);
AT(fluid_data_v1, stat, 0);
AT(fluid_data_v1, list, 8);
AT(fluid_data_v1, readlink, 16);
AT(fluid_data_v1, statfs, 24);
AT(fluid_data_v1, open, 32);
AT(fluid_data_v1, hstat, 40);
AT(fluid_data_v1, pread, 48);
AT(fluid_data_v1, close, 56);

SIZE(fluid_lease, 40, 8);
AT(fluid_lease, len, 0);
AT(fluid_lease, fd_offset, 8);
AT(fluid_lease, fd, 16);
AT(fluid_lease, reserved, 20);
AT(fluid_lease, ptr, 24);
AT(fluid_lease, plugin_data, 32);

SIZE(fluid_lease_v1, 16, 8);
AT(fluid_lease_v1, borrow, 0);
AT(fluid_lease_v1, release, 8);

SIZE(fluid_sqe, 56, 8);
AT(fluid_sqe, file, 0);
AT(fluid_sqe, buf, 8);
AT(fluid_sqe, len, 16);
AT(fluid_sqe, offset, 24);
AT(fluid_sqe, user, 32);
AT(fluid_sqe, deadline_ns, 40);
AT(fluid_sqe, op, 48);
AT(fluid_sqe, flags, 52);

SIZE(fluid_cqe, 24, 8);
AT(fluid_cqe, user, 0);
AT(fluid_cqe, got, 8);
AT(fluid_cqe, status, 16);
AT(fluid_cqe, reserved, 20);

SIZE(fluid_queue_v1, 32, 8);
AT(fluid_queue_v1, create, 0);
AT(fluid_queue_v1, submit, 8);
AT(fluid_queue_v1, reap, 16);
AT(fluid_queue_v1, destroy, 24);

SIZE(fluid_setattr, 48, 8);
AT(fluid_setattr, struct_size, 0);
AT(fluid_setattr, set, 4);
AT(fluid_setattr, mode, 8);
AT(fluid_setattr, uid, 12);
AT(fluid_setattr, gid, 16);
AT(fluid_setattr, reserved, 20);
AT(fluid_setattr, size, 24);
AT(fluid_setattr, mtime_ns, 32);
AT(fluid_setattr, atime_ns, 40);

SIZE(fluid_write_v1, 64, 8);
AT(fluid_write_v1, create, 0);
AT(fluid_write_v1, pwrite, 8);
AT(fluid_write_v1, flush, 16);
AT(fluid_write_v1, setattr, 24);
AT(fluid_write_v1, mkdir, 32);
AT(fluid_write_v1, remove, 40);
AT(fluid_write_v1, rename, 48);
AT(fluid_write_v1, link, 56);

IS(FLUID_OK, 0);
IS(FLUID_CANCELLED, 1);
IS(FLUID_UNKNOWN, 2);
IS(FLUID_INVALID_ARGUMENT, 3);
IS(FLUID_DEADLINE_EXCEEDED, 4);
IS(FLUID_NOT_FOUND, 5);
IS(FLUID_ALREADY_EXISTS, 6);
IS(FLUID_PERMISSION_DENIED, 7);
IS(FLUID_RESOURCE_EXHAUSTED, 8);
IS(FLUID_FAILED_PRECONDITION, 9);
IS(FLUID_ABORTED, 10);
IS(FLUID_OUT_OF_RANGE, 11);
IS(FLUID_UNIMPLEMENTED, 12);
IS(FLUID_INTERNAL, 13);
IS(FLUID_UNAVAILABLE, 14);
IS(FLUID_DATA_LOSS, 15);
IS(FLUID_UNAUTHENTICATED, 16);
IS(FLUID_VOLUME_SCRATCH, 1);
IS(FLUID_VOLUME_STATE, 2);
IS(FLUID_VOLUME_TIER, 3);
IS(FLUID_VOLUME_MEMORY, 4);
IS(FLUID_VOLUME_HOST, 5);
IS(FLUID_VOLUME_CLAIM, 6);
IS(FLUID_VOLUME_SECRET, 7);
IS(FLUID_VOLUME_MOUNT, 8);
IS(FLUID_VOLUME_SOCKET, 9);
IS(FLUID_MOUNT_SHARED, 1);
IS(FLUID_MOUNT_READ_ONLY, 65536);
IS(FLUID_MOUNT_DRAINING, 131072);
IS(FLUID_PART_DISABLED, 65536);
IS(FLUID_SCOPE_CLUSTER, 1);
IS(FLUID_SCOPE_NODE, 2);
IS(FLUID_FILE_LIVE, 65536);
IS(FLUID_FILE_SECRET, 131072);
IS(FLUID_CHECK_ARGV, 1);
IS(FLUID_CHECK_TCP, 2);
IS(FLUID_CHECK_HTTP, 3);
IS(FLUID_CHECK_MOUNT, 4);
IS(FLUID_RUN_REPLICAS, 1);
IS(FLUID_RUN_WORKER_NODES, 2);
IS(FLUID_RUN_READER_NODES, 4);
IS(FLUID_RUN_ONCE, 8);
IS(FLUID_RUN_INIT, 16);
IS(FLUID_RUN_BESIDE, 32);
IS(FLUID_ROLE_MASTER, 1);
IS(FLUID_ROLE_WORKER, 2);
IS(FLUID_ROLE_CLIENT, 3);
IS(FLUID_ROLE_HELPER, 4);
IS(FLUID_COMPONENT_HOSTED, 65536);
IS(FLUID_COMPONENT_FUSE, 131072);
IS(FLUID_COMPONENT_HOST_NETWORK, 262144);
IS(FLUID_COMPONENT_PRIVILEGED, 524288);
IS(FLUID_COMPONENT_FRESH, 1048576);
IS(FLUID_HEALTH_STARTING, 1);
IS(FLUID_HEALTH_READY, 2);
IS(FLUID_HEALTH_DEGRADED, 3);
IS(FLUID_HEALTH_FAILED, 4);
IS(FLUID_TEARDOWN_NOW, 1);
IS(FLUID_TEARDOWN_PURGE, 65536);
IS(FLUID_LOG_DEBUG, 1);
IS(FLUID_LOG_INFO, 2);
IS(FLUID_LOG_WARNING, 3);
IS(FLUID_LOG_ERROR, 4);
IS(FLUID_RUNNING_STARTING, 1);
IS(FLUID_RUNNING_READY, 2);
IS(FLUID_RUNNING_STOPPING, 3);
IS(FLUID_EVENT_HEALTH, 1);
IS(FLUID_EVENT_JOB, 2);
IS(FLUID_EVENT_SOURCE, 3);
IS(FLUID_MOUNT_PENDING, 1);
IS(FLUID_MOUNT_SERVING, 2);
IS(FLUID_MOUNT_CLOSING, 3);
IS(FLUID_MOUNT_FAILED, 4);
IS(FLUID_USAGE_CAPACITY, 1);
IS(FLUID_USAGE_CACHED, 2);
IS(FLUID_USAGE_TOTAL_BYTES, 4);
IS(FLUID_USAGE_TOTAL_FILES, 8);
IS(FLUID_USAGE_READS, 16);
IS(FLUID_USAGE_READ_BYTES, 32);
IS(FLUID_USAGE_REMOTE, 64);
IS(FLUID_BLOCK_ESTIMATE, 1);
IS(FLUID_JOB_LOAD, 1);
IS(FLUID_JOB_FREE, 2);
IS(FLUID_JOB_MIGRATE, 3);
IS(FLUID_JOB_BACKUP, 4);
IS(FLUID_JOB_SYNC_METADATA, 5);
IS(FLUID_JOB_DRAIN, 6);
IS(FLUID_JOB_REFRESH, 65536);
IS(FLUID_JOB_VERIFY, 131072);
IS(FLUID_JOB_PENDING, 1);
IS(FLUID_JOB_RUNNING, 2);
IS(FLUID_JOB_SUCCEEDED, 3);
IS(FLUID_JOB_FAILED, 4);
IS(FLUID_JOB_CANCELLED, 5);
IS(FLUID_JOB_BYTES_DONE, 1);
IS(FLUID_JOB_BYTES_TOTAL, 2);
IS(FLUID_JOB_FILES_DONE, 4);
IS(FLUID_JOB_FILES_TOTAL, 8);
IS(FLUID_ATTR_MODE, 1);
IS(FLUID_ATTR_NLINK, 2);
IS(FLUID_ATTR_UID, 4);
IS(FLUID_ATTR_GID, 8);
IS(FLUID_ATTR_SIZE, 16);
IS(FLUID_ATTR_INO, 32);
IS(FLUID_ATTR_BLOCKS, 64);
IS(FLUID_ATTR_VERSION, 128);
IS(FLUID_ATTR_MTIME, 256);
IS(FLUID_ATTR_CTIME, 512);
IS(FLUID_ATTR_ATIME, 1024);
IS(FLUID_OPEN_SEQUENTIAL, 1);
IS(FLUID_OPEN_RANDOM, 2);
IS(FLUID_OPEN_WRITE, 65536);
IS(FLUID_OPEN_TRUNC, 131072);
IS(FLUID_OPEN_EXCL, 262144);
IS(FLUID_READ_CACHED, 65536);
IS(FLUID_LEASE_PTR, 1);
IS(FLUID_LEASE_FD, 2);
IS(FLUID_LEASE_WHOLE, 65536);
IS(FLUID_QUEUE_READ, 1);
IS(FLUID_FLUSH_CLOSE, 1);
IS(FLUID_FLUSH_DATA, 2);
IS(FLUID_FLUSH_ALL, 3);
IS(FLUID_REMOVE_DIR, 65536);
IS(FLUID_RENAME_NOREPLACE, 65536);
IS(FLUID_RENAME_EXCHANGE, 131072);
IS(FLUID_LINK_SYMBOLIC, 65536);


IS(FLUID_PLUGIN_MAGIC, UINT64_C(0x4e4947554c504c46));
IS(FLUID_ABI_MAJOR, 1u);
IS(FLUID_STATUS(FLUID_FAILED_PRECONDITION, 39), 9 | 39 << 8);
IS(FLUID_CODE(9 | 39 << 8), 9);
IS(FLUID_ERRNO(9 | 39 << 8), 39);
#endif

extern const int fluid_abi_layout_is_checked;
const int fluid_abi_layout_is_checked = 1;
