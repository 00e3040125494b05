/**
 * Fetches the Bicep compiler from NuGet with `dotnet restore` of an empty project: the registry's own client, which checks
 * the package's signature. Leaves nothing but the package in NuGet's cache.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilerPackage, compilerVersion } from './find-compiler.mjs';

const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="${compilerPackage}" Version="[${compilerVersion}]" />
  </ItemGroup>
</Project>
`;

/** Fetches the compiler; returns undefined, or one line that says why it failed. */
export function fetchCompiler() {
  const folder = mkdtempSync(join(tmpdir(), 'bicep-'));
  try {
    writeFileSync(join(folder, 'compiler.csproj'), project);
    const restore = spawnSync('dotnet', ['restore'], { cwd: folder, encoding: 'utf8', timeout: 300_000 });
    if (restore.error) return `dotnet does not run (${restore.error.message})`;
    if (restore.status === 0) return undefined;
    const reason = (restore.stdout + restore.stderr).split('\n').find((line) => line.includes('error'));
    return `dotnet restore failed: ${reason?.trim() ?? `exit code ${restore.status}`}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
